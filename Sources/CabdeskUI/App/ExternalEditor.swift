import Foundation

/// The user's own editor for a text: what the configuration names, `VISUAL`, `EDITOR`, or `vi`.
struct ExternalEditor {
    let command: [String]

    init(configured: String?, environment: [String: String]) {
        let chosen = [configured, environment["VISUAL"], environment["EDITOR"]].compactMap { $0 }.first { !$0.isEmpty }
        command = (chosen ?? "vi").split(separator: " ").map(String.init)
    }

    /// What became of the text; nil if the editor did not run or ended with an error, and then nothing has changed.
    func edit(_ text: String) -> String? {
        let folder = FileManager.default.temporaryDirectory.appending(path: "cabdesk-\(UUID().uuidString)")
        let file = folder.appending(path: "text.txt")
        defer { try? FileManager.default.removeItem(at: folder) }
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
            try Data(text.utf8).write(to: file)
            guard ForegroundProcess.run(command + [file.path]) == 0 else { return nil }
            let edited = String(decoding: try Data(contentsOf: file), as: UTF8.self)
            // Editors end a file with a newline that nobody typed.
            return edited.hasSuffix("\n") && !text.hasSuffix("\n") ? String(edited.dropLast()) : edited
        } catch {
            return nil
        }
    }
}
