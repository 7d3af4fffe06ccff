import Foundation
import HelpdeskCore

/// Folders of the user and of the installation.
struct UserFolders {
    let environment: [String: String]
    let restrictions: Restrictions

    private var home: String { HomeFolder.path(environment) }

    /// Where files that are saved go at first: `XDG_DOWNLOAD_DIR`, `~/Downloads`, or the home folder.
    /// In restricted mode, the one folder for files.
    var downloads: String {
        if let folder = restrictions.filesFolder { return folder.text }
        let candidates = [environment["XDG_DOWNLOAD_DIR"], "\(home)/Downloads"].compactMap { $0 }
        return candidates.first(where: isDirectory) ?? home
    }

    /// Where themes are looked for: `CABDESK_THEMES`, the user's own, then those that came with the program. In restricted mode only the
    /// last.
    var themes: [String] {
        let configuration = Directories(environment: environment).config
        let program = URL(fileURLWithPath: CommandLine.executablePath).deletingLastPathComponent()
        let shipped = program.deletingLastPathComponent().appending(path: "share/cabdesk/themes").path
        if restrictions.isRestricted { return [shipped] }
        return [environment["CABDESK_THEMES"], "\(configuration)/themes", shipped].compactMap { $0 }
    }

    private func isDirectory(_ path: String) -> Bool {
        var isDirectory: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory.boolValue
    }
}

extension CommandLine {
    /// The path of the running program (proc(5)).
    fileprivate static var executablePath: String {
        // Without /proc the name by which the program was called has to do.
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? arguments.first ?? ""
    }
}
