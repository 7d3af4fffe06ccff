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
            json.member("gone", gone)
            json.member("hasMore", hasMore)
        }
    }
}
