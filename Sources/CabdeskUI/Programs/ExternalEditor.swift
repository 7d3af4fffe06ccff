import Foundation
import HelpdeskCore
import SystemKit

/// The user's own editor for a text: what the configuration names, `VISUAL`, `EDITOR`; else nano, which says itself how to
/// leave it, or vi.
struct ExternalEditor {
    let command: [String]
    /// Whether vi was not chosen but is all there is: then somebody has to be told how to leave it.
    let needsHelp: Bool

    /// - Parameter find: where a program is, nil if it is not installed.
    init(
        configured: String?, environment: [String: String], find: (String) -> String? = ProgramPath.find
    ) {
        let chosen = [configured, environment["VISUAL"], environment["EDITOR"]].compactMap { $0 }.first { !$0.isEmpty }
        let found = find("nano") == nil ? "vi" : "nano"
        command = (chosen ?? found).split(separator: " ").map(String.init)
        needsHelp = chosen == nil && found == "vi"
    }

    /// The text if the editor changed it, and whether the editor succeeded.
    ///
    /// A text that was saved before the editor failed counts: its terminal may have gone. An empty file
    /// does not, which is what a full disk leaves.
    ///
    /// - Parameter help: how to leave vi, shown before it starts where `needsHelp`; Enter goes on, Ctrl-C leaves the text as
    ///   it is.
    func edit(_ text: String, help: String) -> (edited: String?, hasSucceeded: Bool) {
        let folder = FileManager.default.temporaryDirectory.appending(path: "cabdesk-\(UUID().uuidString)")
        let file = folder.appending(path: "text.txt")
        // A folder that cannot be removed is readable by the user alone, and the system empties its parent.
        defer { try? FileManager.default.removeItem(at: folder) }
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
            try Data(text.utf8).write(to: file)
            let arguments = (needsHelp ? Self.showing(help) : []) + command + [file.path]
            let program = ChildProcess(arguments, environment: ChildEnvironment.variables)
            let hasSucceeded = program?.wait() == 0
            var edited = String(decoding: try Data(contentsOf: file), as: UTF8.self).withoutByteOrderMark
            // Editors end a file with a newline that nobody typed.
            if edited.hasSuffix("\n") && !text.hasSuffix("\n") { edited.removeLast() }
            return (edited == text || (!hasSucceeded && edited.isEmpty) ? nil : edited, hasSucceeded)
        } catch {
            return (nil, false)
        }
    }

    /// The beginning of a command line that shows the text first, and starts the command after Enter.
    private static func showing(_ text: String) -> [String] {
        let script = "printf '%s\\n' \"$1\"; trap 'exit 0' INT; read -r _; trap - INT; shift; exec \"$@\""
        return ["/bin/sh", "-c", script, "sh", text]
    }
}

enum ProgramPath {
    /// Where the program is; nil for nowhere in `PATH`.
    static func find(_ program: String) -> String? {
        let folders = (ChildEnvironment.variables["PATH"] ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":")
        return folders.map { "\($0)/\(program)" }.first(where: FileManager.default.isExecutableFile)
    }
}
