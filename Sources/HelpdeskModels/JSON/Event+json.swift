extension Event.Kind: JSONWritable {}

extension Event: JSONWritable {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("author", author)
            json.member("created", created)
            json.member("detail", detail)
            json.member("id", id)
            json.member("kind", kind)
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
