extension Limits {
    /// What is wrong with the ticket as a whole; empty if nothing is. `topic` is nil if the topic is not known.
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

    /// What is wrong with a message: a text is needed unless a file is attached.
    public func violations(in message: NewMessage) -> [Violation] {
        violations(inText: message.text, attachmentCount: message.attachments.count)
    }

    public func violations(inText text: String, attachmentCount: Int) -> [Violation] {
        var found: [Violation] = []
        if Self.isBlank(text), attachmentCount == 0 {
            found.append(Violation(field: "text", code: .empty))
        }
        if text.unicodeScalars.count > textLength {
            found.append(Violation(field: "text", code: .tooLong, limit: Int64(textLength)))
        }
        if attachmentCount > self.attachmentCount {
            found.append(Violation(field: "attachments", code: .tooMany, limit: Int64(self.attachmentCount)))
        }
        return found
    }

    public func violations(inSubject subject: String) -> [Violation] {
        if Self.isBlank(subject) { return [Violation(field: "subject", code: .empty)] }
        if subject.unicodeScalars.count > subjectLength {
            return [Violation(field: "subject", code: .tooLong, limit: Int64(subjectLength))]
        }
        return subject.contains(where: \.isNewline) ? [Violation(field: "subject", code: .malformed)] : []
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
            if field.isRequired, Self.isBlank(value) {
                found.append(Violation(field: "fields.\(field.key)", code: .empty))
            } else if value.unicodeScalars.count > fieldLength {
                found.append(Violation(field: "fields.\(field.key)", code: .tooLong, limit: Int64(fieldLength)))
            } else if !field.accepts(value) {
                found.append(Violation(field: "fields.\(field.key)", code: .malformed))
            }
        }
        return found
    }

    /// What is wrong with a rating: the score is 1 to 5, the word as long as a field at the most.
    public func violations(in rating: Rating) -> [Violation] {
        var found: [Violation] = []
        if !Rating.range.contains(rating.score) {
            found.append(Violation(field: "score", code: .malformed))
        }
        if rating.comment.unicodeScalars.count > fieldLength {
            found.append(Violation(field: "comment", code: .tooLong, limit: Int64(fieldLength)))
        }
        return found
    }

    private static func isBlank(_ text: String) -> Bool {
        text.allSatisfy(\.isWhitespace)
    }
}
