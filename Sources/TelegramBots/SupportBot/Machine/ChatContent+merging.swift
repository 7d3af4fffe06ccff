extension ChatContent {
    /// Several messages as one; nil for none.
    init?(merging contents: [ChatContent]) {
        guard var whole = contents.first else { return nil }
        whole.parts = contents.flatMap(\.parts)
        whole.text = contents.map(\.text).filter { !$0.isEmpty }.joined(separator: "\n\n")
        whole.files = contents.flatMap(\.files)
        self = whole
    }
}
