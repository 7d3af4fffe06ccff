extension Message.Origin: JSONWritable {}

extension Message: JSONWritable {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("attachments", attachments)
            json.member("author", author)
            json.member("created", created)
            json.member("edited", edited)
            json.member("id", id)
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
