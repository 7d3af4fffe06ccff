/// Collects the header of the final answer, line by line.
struct HeaderCollector {
    private(set) var status = 0
    /// Names in lower case; of repeated fields the last.
    private(set) var fields: [String: String] = [:]
    private var size = 0

    /// In bytes, all lines together.
    private static let limit = 256 << 10

    /// False if the header is too large.
    mutating func add(_ line: UnsafeRawBufferPointer) -> Bool {
        size += line.count
        guard size <= Self.limit else { return false }
        var text = String(decoding: line, as: UTF8.self)
        while text.last?.isNewline == true { text.removeLast() }
        if text.hasPrefix("HTTP/") {
            // An answer of its own: what came before was preliminary (100).
            fields = [:]
            status = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        } else if let colon = text.firstIndex(of: ":") {
            let value = text[text.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
            fields[text[..<colon].lowercased()] = String(value)
        }
        return true
    }
}
