import Foundation
import HelpdeskCore
import SystemKit

/// The user's own editor for a text: what the configuration names, `VISUAL`, `EDITOR`, or `vi`.
struct ExternalEditor {
    let command: [String]

    init(configured: String?, environment: [String: String]) {
        let chosen = [configured, environment["VISUAL"], environment["EDITOR"]].compactMap { $0 }.first { !$0.isEmpty }
        command = (chosen ?? "vi").split(separator: " ").map(String.init)
    }

    /// What became of the text, nil for nothing; and whether the editor ended well.
    ///
    /// What an editor had saved before it failed counts: it may have been ended by a terminal that is gone. An empty file
    /// does not, which is what a full disk leaves.
    func edit(_ text: String) -> (edited: String?, isWell: Bool) {
        let folder = FileManager.default.temporaryDirectory.appending(path: "cabdesk-\(UUID().uuidString)")
        let file = folder.appending(path: "text.txt")
        // What cannot be removed lies where only the user can read it, and the system empties that folder.
        defer { try? FileManager.default.removeItem(at: folder) }
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
            try Data(text.utf8).write(to: file)
            let isWell = ForegroundProcess.run(command + [file.path]) == 0
            var edited = String(decoding: try Data(contentsOf: file), as: UTF8.self).withoutByteOrderMark
            // Editors end a file with a newline that nobody typed.
            if edited.hasSuffix("\n") && !text.hasSuffix("\n") { edited.removeLast() }
            return (edited == text || (!isWell && edited.isEmpty) ? nil : edited, isWell)
        } catch {
            return (nil, false)
        }
    }
}
