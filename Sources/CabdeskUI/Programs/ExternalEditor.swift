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

    /// The text if the editor changed it, and whether the editor succeeded.
    ///
    /// A text that was saved before the editor failed counts: its terminal may have gone. An empty file
    /// does not, which is what a full disk leaves.
    func edit(_ text: String) -> (edited: String?, hasSucceeded: Bool) {
        let folder = FileManager.default.temporaryDirectory.appending(path: "cabdesk-\(UUID().uuidString)")
        let file = folder.appending(path: "text.txt")
        // A folder that cannot be removed is readable by the user alone, and the system empties its parent.
        defer { try? FileManager.default.removeItem(at: folder) }
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
            try Data(text.utf8).write(to: file)
            let program = ChildProcess(command + [file.path], environment: ChildEnvironment.variables)
            let hasSucceeded = program?.wait() == 0
            var edited = String(decoding: try Data(contentsOf: file), as: UTF8.self).withoutByteOrderMark
            // Editors end a file with a newline that nobody typed.
            if edited.hasSuffix("\n") && !text.hasSuffix("\n") { edited.removeLast() }
            return (edited == text || (!hasSucceeded && edited.isEmpty) ? nil : edited, hasSucceeded)
        } catch {
            return (nil, false)
        }
    }
}
