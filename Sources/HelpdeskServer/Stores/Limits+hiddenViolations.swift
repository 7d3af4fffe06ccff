import HelpdeskModels

/// What the backend checks beyond the form: what a well-behaved client never sends.
extension Limits {
    func hiddenViolations(in ticket: NewTicket) -> [Violation] {
        var found = hiddenViolations(in: ticket.message)
        // SQLite ends a text at U+0000.
        if Self.containsNull(ticket.subject) { found.append(Violation(field: "subject", code: .malformed)) }
        if ticket.fields.contains(where: { Self.containsNull($0.value) }) {
            found.append(Violation(field: "fields", code: .malformed))
        }
        return found
    }

    func hiddenViolations(in rating: Rating) -> [Violation] {
        Self.containsNull(rating.comment) ? [Violation(field: "comment", code: .malformed)] : []
    }

    /// What is wrong with what a draft is called: it may be empty.
    func violations(inTitleOfDraft title: String) -> [Violation] {
        if Self.containsNull(title) { return [Violation(field: "title", code: .malformed)] }
        guard title.unicodeScalars.count > subjectLength else { return [] }
        return [Violation(field: "title", code: .tooLong, limit: Int64(subjectLength))]
    }

    func hiddenViolations(in message: NewMessage) -> [Violation] {
        var found: [Violation] = []
        if Self.containsNull(message.text) { found.append(Violation(field: "text", code: .malformed)) }
        let attachments = message.attachments
        let areDistinct =
            Set(attachments.map(\.id)).count == attachments.count
            && Set(attachments.map(\.upload)).count == attachments.count
        if !areDistinct || !attachments.allSatisfy({ isFileName($0.name) && Self.isShortMediaType($0.mediaType) }) {
            found.append(Violation(field: "attachments", code: .malformed))
        }
        return found
    }

    /// Whether a name is that of a file and not of a path, and can be shown.
    private func isFileName(_ name: String) -> Bool {
        !name.allSatisfy(\.isWhitespace) && name != "." && name != ".." && name.utf8.count <= fileNameLength
            && !name.unicodeScalars.contains { $0 == "/" || $0.value < 0x20 || $0.value == 0x7F }
    }

    private static func isShortMediaType(_ text: String) -> Bool {
        text.utf8.count <= 127 && !text.unicodeScalars.contains { $0.value < 0x20 || $0.value >= 0x7F }
    }

    private static func containsNull(_ text: String) -> Bool { text.utf8.contains(0) }
}
