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
