import Hummingbird

extension MediaType {
    /// A media type of an attachment as a header's value: as stored if it is well-formed, else unspecific bytes.
    static func safe(_ text: String) -> String {
        let token = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$&-^_.+".utf8)
        let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        let isWellFormed = parts.count == 2 && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(token.contains) }
        return isWellFormed ? text : "application/octet-stream"
    }
}
