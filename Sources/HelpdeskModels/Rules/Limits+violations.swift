/// Something wrong with a text, a field or a file. The client checks before it sends, and the backend again.
public struct Violation: Codable, Hashable, Sendable {
    /// A stable name of what is wrong.
    public enum Code: String, Codable, Sendable {
        /// Nothing is there.
        case empty
        /// Longer than `limit`.
        case tooLong
        /// More than `limit` of them.
        case tooMany
        /// Larger than `limit` bytes.
        case tooLarge
        /// Not in the required format.
        case malformed
        /// There is no such thing.
        case unknown
    }

    /// The part that breaks the rule: `subject`, `text`, `topic`, `attachments`, `priority`, `name`,
    /// or `fields.KEY`.
    public var field: String
    public var code: Code
    public var limit: Int64?
    /// When it is possible again; nil if waiting does not help.
    public var again: Timestamp?

    public init(field: String, code: Code, limit: Int64? = nil, again: Timestamp? = nil) {
        self.field = field
        self.code = code
        self.limit = limit
        self.again = again
    }
}

/// The rules for everything that users write, and the only ones on either side: the client checks them before it queues,
/// and the backend again before it stores.
extension Limits {
    /// The rules that the ticket as a whole breaks; empty if it breaks none. `topic` is nil if the topic is not known.
    public func violations(in ticket: NewTicket, topic: Topic?) -> [Violation] {
        var found: [Violation] = []
        if let topic, !topic.isRetired {
            found += violations(in: ticket.fields, topic: topic)
        } else {
            found.append(Violation(field: "topic", code: .unknown))
        }
        found += violations(inSubject: ticket.subject)
        found += violations(in: ticket.message)
        return found
    }

    /// The rules that a message breaks. It needs a text unless a file is attached.
    public func violations(in message: NewMessage) -> [Violation] {
        violations(inText: message.text, attachmentCount: message.attachments.count)
            + violations(in: message.attachments)
    }

    public func violations(inText text: String, attachmentCount: Int) -> [Violation] {
        var found: [Violation] = []
        if Self.isBlank(text), attachmentCount == 0 {
            found.append(Violation(field: "text", code: .empty))
        }
        found += violations(inText: text, field: "text", length: textLength)
        if attachmentCount > self.attachmentCount {
            found.append(Violation(field: "attachments", code: .tooMany, limit: Int64(self.attachmentCount)))
        }
        return found
    }

    public func violations(inSubject subject: String) -> [Violation] {
        if Self.isBlank(subject) { return [Violation(field: "subject", code: .empty)] }
        let found = violations(inText: subject, field: "subject", length: subjectLength)
        guard found.isEmpty, subject.contains(where: \.isNewline) else { return found }
        return [Violation(field: "subject", code: .malformed)]
    }

    public func violations(in values: [FieldValue], topic: Topic) -> [Violation] {
        var found: [Violation] = []
        if values.count > fieldCount || Set(values.map(\.key)).count != values.count {
            found.append(Violation(field: "fields", code: .tooMany, limit: Int64(fieldCount)))
        }
        for value in values where !topic.fields.contains(where: { $0.key == value.key }) {
            found.append(Violation(field: "fields", code: .unknown))
        }
        for field in topic.fields {
            let value = values.first { $0.key == field.key }?.value ?? ""
            let name = "fields.\(field.key)"
            if field.isRequired, Self.isBlank(value) {
                found.append(Violation(field: name, code: .empty))
                continue
            }
            let wrong = violations(inText: value, field: name, length: fieldLength)
            found += wrong
            if wrong.isEmpty, !field.accepts(value) { found.append(Violation(field: name, code: .malformed)) }
        }
        return found
    }

    /// The rules that a rating breaks. The score is 1 to 5, the comment at most as long as a field.
    public func violations(in rating: Rating) -> [Violation] {
        var found: [Violation] = []
        if !Rating.range.contains(rating.score) {
            found.append(Violation(field: "score", code: .malformed))
        }
        return found + violations(inText: rating.comment, field: "comment", length: fieldLength)
    }

    /// The rules that the files of a message break, apart from their number.
    private func violations(in attachments: [NewAttachment]) -> [Violation] {
        let areDistinct =
            Set(attachments.map(\.id)).count == attachments.count
            && Set(attachments.map(\.upload)).count == attachments.count
        let areNamed = attachments.allSatisfy {
            AttachmentName.isValid($0.name, limit: fileNameLength) && AttachmentType.isValid($0.mediaType)
        }
        return areDistinct && areNamed ? [] : [Violation(field: "attachments", code: .malformed)]
    }

    /// The rules that the title of an open draft breaks. It may be empty.
    public func violations(in draft: DraftAnnouncement) -> [Violation] {
        violations(inText: draft.title, field: "title", length: subjectLength)
    }

    /// The rules that a note for the next shift breaks.
    public func violations(in note: NewShiftNote) -> [Violation] {
        if Self.isBlank(note.text) { return [Violation(field: "text", code: .empty)] }
        return violations(inText: note.text, field: "text", length: ShiftNote.textLength)
    }

    /// The rules that a canned reply breaks.
    public func violations(in reply: NewCannedReply) -> [Violation] {
        var found = violations(inText: reply.name, field: "name", length: CannedReply.nameLength)
        if Self.isBlank(reply.name) {
            found = [Violation(field: "name", code: .empty)]
        } else if found.isEmpty, !Self.isPlainLine(reply.name) {
            found = [Violation(field: "name", code: .malformed)]
        }
        let texts = reply.text.texts.values
        if texts.isEmpty || texts.contains(where: Self.isBlank) { found.append(Violation(field: "text", code: .empty)) }
        let wrong = texts.lazy.map { self.violations(inText: $0, field: "text", length: self.textLength) }
        return found + (wrong.first { !$0.isEmpty } ?? [])
    }

    /// Checks the length of any text, and that it has no U+0000, at which databases end a text.
    private func violations(inText text: String, field: String, length: Int) -> [Violation] {
        if text.unicodeScalars.count > length {
            return [Violation(field: field, code: .tooLong, limit: Int64(length))]
        }
        return text.utf8.contains(0) ? [Violation(field: field, code: .malformed)] : []
    }

    /// Whether a name of one line shows all that it has: no control and format characters, by which two names can look the
    /// same, or one like another.
    public static func isPlainLine(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: joiners.contains(scalar)
            default: true
            }
        } && !text.unicodeScalars.allSatisfy(joiners.contains)
    }

    /// Format characters that belong to words of some scripts, and to emoji that are made of several.
    private static let joiners: Set<Unicode.Scalar> = ["\u{200C}", "\u{200D}"]

    private static func isBlank(_ text: String) -> Bool {
        text.allSatisfy(\.isWhitespace)
    }
}
