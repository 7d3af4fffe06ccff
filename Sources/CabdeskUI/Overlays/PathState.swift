public import HelpdeskModels
public import TerminalKit

/// The folder into which an attachment is saved, while it is typed.
public struct PathState: Equatable, Sendable {
    public let attachment: Attachment
    public var editor: TextEditor
    /// What the last completion found.
    public var candidates: [String] = []

    public init(attachment: Attachment, directory: String) {
        self.attachment = attachment
        editor = TextEditor(directory, singleLine: true)
    }
}
