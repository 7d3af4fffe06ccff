extension Desk: JSONWritable {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("alertBot", alertBot)
            json.member("api", api)
            json.member("cannedReplyCount", cannedReplyCount)
            json.member("limits", limits)
            json.member("name", name)
            json.member("newestFirst", newestFirst)
            json.member("officeHours", officeHours)
            json.member("presence", presence)
            json.member("searchLength", searchLength)
            json.member("shiftNoteLength", shiftNoteLength)
            json.member("supportBot", supportBot)
        }
    }
}

extension Limits: JSONWritable {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("attachmentCount", attachmentCount)
            json.member("attachmentSize", attachmentSize)
            json.member("fieldCount", fieldCount)
            json.member("fieldLength", fieldLength)
            json.member("fileNameLength", fileNameLength)
            json.member("pageSize", pageSize)
            json.member("subjectLength", subjectLength)
            json.member("textLength", textLength)
            json.member("urgentPerDay", urgentPerDay)
        }
    }
}

extension OfficeHours: JSONWritable {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("closes", closes)
            json.member("next", next)
            json.member("opens", opens)
            json.member("timeZone", timeZone)
            json.member("utcOffsetMinutes", utcOffsetMinutes)
        }
    }
}

extension OfficeHours.OffsetChange: JSONWritable {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("at", at)
            json.member("utcOffsetMinutes", utcOffsetMinutes)
        }
    }
}

extension TelegramBot: JSONWritable {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("isConnected", isConnected)
            json.member("username", username)
        }
    }
}

extension Service: JSONWritable {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id)
            json.member("name", name)
        }
    }
}

extension Agent: JSONWritable {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id)
            json.member("isRetired", isRetired)
            json.member("name", name)
            json.member("role", role)
        }
    }
}

extension NewEvent.Kind: JSONWritable {}
extension TopicField.Kind: JSONWritable {}

extension Topic: JSONWritable {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("fields", fields)
            json.member("id", id)
            json.member("isRetired", isRetired)
            json.member("order", order)
            json.member("recommendation", recommendation)
            json.member("refused", refused)
            json.member("template", template)
            json.member("title", title)
        }
    }
}

extension TopicField: JSONWritable {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("hint", hint)
            json.member("isRequired", isRequired)
            json.member("key", key)
            json.member("kind", kind)
            json.member("label", label)
        }
    }
}

extension LocalizedText: JSONWritable {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("en", texts[.english])
            json.member("ru", texts[.russian])
            json.member("uk", texts[.ukrainian])
        }
    }
}

extension Device: JSONWritable {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("created", created)
            json.member("id", id)
            json.member("isCurrent", isCurrent)
            json.member("label", label)
            json.member("used", used)
        }
    }
}
