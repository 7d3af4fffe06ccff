/// A set of row numbers, a bit each. The client needs nothing else of swift-collections, which only the server builds.
struct SeqSet: Hashable, Sendable {
    private var words: [UInt64] = []

    init() {}

    init(_ seqs: some Sequence<Int64>) {
        for seq in seqs { insert(seq) }
    }

    /// Decimal numbers with anything between them.
    init(list: String) {
        var list = list
        list.withUTF8 { bytes in
            var number: Int64?
            for byte in bytes {
                if let digit = Self.digit(byte) {
                    number = (number ?? 0) &* 10 &+ digit
                } else if let seq = number {
                    insert(seq)
                    number = nil
                }
            }
            if let seq = number { insert(seq) }
        }
    }

    private static func digit(_ byte: UInt8) -> Int64? {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) ? Int64(byte - UInt8(ascii: "0")) : nil
    }

    var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

    var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

    /// Row numbers are positive; others are ignored.
    mutating func insert(_ seq: Int64) {
        guard seq >= 0 else { return }
        let index = Int(seq >> 6)
        if index >= words.count { words.append(contentsOf: repeatElement(0, count: index + 1 - words.count)) }
        words[index] |= 1 << UInt64(seq & 63)
    }

    func contains(_ seq: Int64) -> Bool {
        let index = Int(seq >> 6)
        return seq >= 0 && index < words.count && words[index] & (1 << UInt64(seq & 63)) != 0
    }

    mutating func formIntersection(_ other: SeqSet) {
        for index in words.indices { words[index] &= index < other.words.count ? other.words[index] : 0 }
    }

    mutating func formUnion(_ other: SeqSet) {
        if words.count < other.words.count {
            words.append(contentsOf: repeatElement(0, count: other.words.count - words.count))
        }
        for index in other.words.indices { words[index] |= other.words[index] }
    }

    mutating func subtract(_ other: SeqSet) {
        for index in 0..<min(words.count, other.words.count) { words[index] &= ~other.words[index] }
    }

    /// Highest first.
    var elements: [Int64] {
        var elements: [Int64] = []
        for (index, word) in words.enumerated().reversed() {
            var rest = word
            while rest != 0 {
                let bit = 63 - rest.leadingZeroBitCount
                elements.append(Int64(index) << 6 | Int64(bit))
                rest &= ~(1 << UInt64(bit))
            }
        }
        return elements
    }
}
