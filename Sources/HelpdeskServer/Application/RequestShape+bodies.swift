/// The bodies that the interface takes.
extension RequestShape {
    static let newAttachment = object([
        "id": .value, "upload": .value, "name": .value, "mediaType": .value, "sha256": .value,
    ])
    static let newMessage = object([
        "origin": .value, "text": .value, "isInternal": .value, "attachments": .list(newAttachment),
    ])
    static let newTicket = object([
        "topic": .value, "subject": .value, "fields": .list(.object(["key": .value, "value": .value])),
        "messageID": .value, "message": newMessage, "service": .value,
    ])
    static let newEvent = object(["kind": .value, "assignee": .value, "topic": .value])
    static let rating = object(["score": .value, "comment": .value])
    static let openDraft = object(["title": .value])
    static let telegramLinkChange = object(["state": .value, "wantsAnswers": .value])
    static let readMark = object(["ticket": .value, "readUpTo": .value])
    static let signIn = object(["code": .value, "request": .value, "label": .value])
}
