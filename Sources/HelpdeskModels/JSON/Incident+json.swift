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
