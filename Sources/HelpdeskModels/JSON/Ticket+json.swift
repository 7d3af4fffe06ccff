extension Ticket.Status: JSONWritable {}
extension Ticket.Priority: JSONWritable {}
extension User.Role: JSONWritable {}

extension Ticket: JSONWritable {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("assignee", assignee)
            json.member("author", author)
            json.member("created", created)
            json.member("fields", fields)
            json.member("id", id)
            json.member("mergedInto", mergedInto)
            json.member("number", number)
            json.member("priority", priority)
            json.member("rating", rating)
            json.member("resolved", resolved)
            json.member("service", service)
            json.member("status", status)
            json.member("subject", subject)
            json.member("topic", topic)
            json.member("updated", updated)
            json.member("waitingSince", waitingSince)
        }
    }
}

extension Author: JSONWritable {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id)
            json.member("name", name)
            json.member("role", role)
        }
    }
}

extension FieldValue: JSONWritable {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("key", key)
            json.member("value", value)
        }
    }
}

extension Rating: JSONWritable {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("comment", comment)
            json.member("score", score)
        }
    }
}

extension Message.Origin: JSONWritable {}

extension Message: JSONWritable {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("attachments", attachments)
            json.member("author", author)
            json.member("created", created)
            json.member("edited", edited)
            json.member("id", id)
            json.member("isErased", isErased)
            json.member("isInternal", isInternal)
            json.member("origin", origin)
            json.member("text", text)
            json.member("ticket", ticket)
        }
    }
}

extension Attachment: JSONWritable {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("detectedType", detectedType)
            json.member("id", id)
            json.member("mediaType", mediaType)
            json.member("name", name)
            json.member("sha256", sha256)
            json.member("size", size)
        }
    }
}

extension Event.Kind: JSONWritable {}

extension Event: JSONWritable {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("author", author)
            json.member("created", created)
            json.member("detail", detail)
            json.member("id", id)
            json.member("into", into)
            json.member("kind", kind)
            json.member("priority", priority)
            json.member("ticket", ticket)
            json.member("topic", topic)
        }
    }
}

extension ReadMark: JSONWritable {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("readUpTo", readUpTo)
            json.member("ticket", ticket)
        }
    }
}

extension TicketUpdate: JSONWritable {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("events", events)
            json.member("messages", messages)
            json.member("ticket", ticket)
        }
    }
}
