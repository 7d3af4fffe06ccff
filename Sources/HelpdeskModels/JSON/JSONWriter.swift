/// Writes JSON (RFC 8259) as ``WireJSON`` defines it: no spaces, plain slashes, members in the order they are given.
public struct JSONWriter: Sendable {
    /// The text so far, in UTF-8.
    public private(set) var bytes: [UInt8] = []
    /// Whether the next member or element follows another one.
    private var isContinued = false

    public init() {
        // Room for a page of tickets, so that the array does not grow step by step.
        bytes.reserveCapacity(1 << 14)
    }

    /// An object. `members` gives them in ascending order of their names.
    public mutating func object(_ members: (inout JSONWriter) -> Void) {
        nest(UInt8(ascii: "{"), UInt8(ascii: "}"), members)
    }

    /// A member of an object; `name` is ASCII without anything to be escaped.
    public mutating func member(_ name: StaticString, _ value: some JSONWritable) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
        value.write(to: &self)
    }

    /// A member that is left out if it has no value.
    public mutating func member(_ name: StaticString, _ value: (some JSONWritable)?) {
        if let value { member(name, value) }
    }

    public mutating func list(_ values: [some JSONWritable]) {
        nest(UInt8(ascii: "["), UInt8(ascii: "]")) { json in
            for value in values {
                json.separate()
                value.write(to: &json)
            }
        }
    }

    public mutating func string(_ text: String) {
        var text = text
        text.withUTF8 { text in
            bytes.append(UInt8(ascii: "\""))
            var start = 0
            for index in text.indices where Self.isEscaped(text[index]) {
                bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<index]))
                escape(text[index])
                start = index + 1
            }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start...]))
            bytes.append(UInt8(ascii: "\""))
        }
    }

    /// A string of at most `capacity` bytes of ASCII without anything to be escaped, which `put` writes and counts.
    mutating func string(capacity: Int, _ put: (UnsafeMutableBufferPointer<UInt8>) -> Int) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: capacity) { text in
            let count = put(text)
            bytes.append(UInt8(ascii: "\""))
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[..<count]))
            bytes.append(UInt8(ascii: "\""))
        }
    }

    /// A number or a word of JSON, which stands as it is.
    public mutating func literal(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    private mutating func nest(_ begin: UInt8, _ end: UInt8, _ body: (inout JSONWriter) -> Void) {
        bytes.append(begin)
        isContinued = false
        body(&self)
        bytes.append(end)
        isContinued = true
    }

    private mutating func separate() {
        if isContinued { bytes.append(UInt8(ascii: ",")) }
        isContinued = true
    }

    private static func isEscaped(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private mutating func escape(_ byte: UInt8) {
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
        case 0x08: bytes.append(UInt8(ascii: "b"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0C: bytes.append(UInt8(ascii: "f"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        default:
            let digits = String(byte, radix: 16)
            bytes.append(contentsOf: "u00\(digits.utf8.count < 2 ? "0" : "")\(digits)".utf8)
        }
    }
}
