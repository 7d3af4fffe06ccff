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
