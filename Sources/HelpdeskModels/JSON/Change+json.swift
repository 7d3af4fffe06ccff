extension Change: JSONWritable {
    public func write(to json: inout JSONWriter) {
        func put(_ name: StaticString, _ value: some JSONWritable) {
            json.object { json in
                // No name of a kind begins like `kind` itself.
                let isBeforeKind = name.utf8Start.pointee < UInt8(ascii: "k")
                if isBeforeKind { json.member(name, value) }
                json.member("kind", name.description)
                if !isBeforeKind { json.member(name, value) }
            }
        }
        switch self {
        case .desk(let desk): put("desk", desk)
        case .service(let service): put("service", service)
        case .topic(let topic): put("topic", topic)
        case .ticket(let ticket): put("ticket", ticket)
        case .message(let message): put("message", message)
        case .event(let event): put("event", event)
        case .readMark(let mark): put("readMark", mark)
        case .agent(let agent): put("agent", agent)
        case .telegramLink(let link): put("telegramLink", link)
        case .incident(let incident): put("incident", incident)
        case .phoneFile(let file): put("phoneFile", file)
        case .shiftNote(let note): put("shiftNote", note)
        case .cannedReply(let reply): put("cannedReply", reply)
        }
    }
}

extension Page: JSONWritable where Item: JSONWritable {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("items", items)
            json.member("next", next)
        }
    }
}

extension ChangePage: JSONWritable {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("changes", changes)
            json.member("cursor", cursor)
            json.member("erased", erased)
            json.member("gone", gone)
            json.member("hasMore", hasMore)
        }
    }
}

extension TelegramLink.State: JSONWritable {}

extension TelegramLink: JSONWritable {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("chatName", chatName)
            json.member("claimedName", claimedName)
            json.member("created", created)
            json.member("id", id)
            json.member("linked", linked)
            json.member("service", service)
            json.member("state", state)
            json.member("user", user)
            json.member("username", username)
            json.member("wantsAnswers", wantsAnswers)
        }
    }
}

extension PhoneFile: JSONWritable {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("created", created)
            json.member("draft", draft)
            json.member("id", id)
            json.member("isGone", isGone)
            json.member("mediaType", mediaType)
            json.member("name", name)
            json.member("sha256", sha256)
            json.member("size", size)
        }
    }
}

extension ShiftNote: JSONWritable {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("author", author)
            json.member("id", id)
            json.member("isGone", isGone)
            json.member("text", text)
            json.member("written", written)
        }
    }
}

extension CannedReply: JSONWritable {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id)
            json.member("isGone", isGone)
            json.member("name", name)
            json.member("owner", owner)
            json.member("text", text)
            json.member("updated", updated)
        }
    }
}

extension Incident.Kind: JSONWritable {}
extension Incident.State: JSONWritable {}

extension Incident: JSONWritable {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("acknowledged", acknowledged)
            json.member("acknowledgedBy", acknowledgedBy)
            json.member("id", id)
            json.member("kind", kind)
            json.member("opened", opened)
            json.member("reportCount", reportCount)
            json.member("resolved", resolved)
            json.member("state", state)
        }
    }
}
