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
