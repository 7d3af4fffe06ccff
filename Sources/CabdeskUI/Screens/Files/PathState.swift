public import HelpdeskCore
public import HelpdeskModels
public import TerminalKit

/// A path that is being typed, to attach a file or to save one.
public struct PathState: Equatable, Sendable {
    public enum Purpose: Equatable, Sendable {
        /// Attach the file at the path to this draft.
        case attach(Draft.ID)
        /// Save the attachment into the folder at the path.
        case save(Attachment)
    }

    public let purpose: Purpose
    public var editor: TextEditor
    /// What the last completion found.
    public var candidates: [String] = []

    public init(purpose: Purpose, text: String) {
        self.purpose = purpose
        editor = TextEditor(text, singleLine: true)
    }
}
