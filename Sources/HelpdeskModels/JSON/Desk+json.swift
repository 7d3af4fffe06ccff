extension Desk: JSONWritable {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("alertBot", alertBot)
            json.member("api", api)
            json.member("limits", limits)
            json.member("name", name)
            json.member("officeHours", officeHours)
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
        }
    }
}

extension OfficeHours: JSONWritable {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("closes", closes)
            json.member("opens", opens)
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
