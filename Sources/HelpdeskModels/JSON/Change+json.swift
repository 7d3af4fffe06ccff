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
        }
    }
}
