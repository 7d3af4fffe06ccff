extension Ticket.Status: JSONWritable {}
extension User.Role: JSONWritable {}

extension Ticket: JSONWritable {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("assignee", assignee)
            json.member("author", author)
            json.member("created", created)
            json.member("fields", fields)
            json.member("id", id)
            json.member("number", number)
            json.member("rating", rating)
            json.member("resolved", resolved)
            json.member("service", service)
            json.member("status", status)
            json.member("subject", subject)
            json.member("topic", topic)
            json.member("updated", updated)
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
