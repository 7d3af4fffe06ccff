import TestSupport

/// Makes new inputs of known ones, in the manner of libFuzzer but blind.
struct Mutator {
    private(set) var random: SeededGenerator
    private let corpus: [[UInt8]]
    private let words: [[UInt8]]

    /// Bytes that mean something to one reader or another.
    private static let telling =
        Array("\0\t\n\r\u{1B}\u{7F}\"'%+-./0:;<=>[\\]{}~9".utf8) + [0x80, 0xC3, 0xE0, 0xF0, 0xFF]
    private static let longest = 4096

    init(seed: UInt64, corpus: [[UInt8]], words: [[UInt8]]) {
        random = SeededGenerator(seed: seed)
        self.corpus = corpus.isEmpty ? [[]] : corpus
        self.words = words
    }

    mutating func next() -> [UInt8] {
        var input = pick(corpus)
        for _ in 0..<Int.random(in: 1...6, using: &random) { change(&input) }
        return Array(input.prefix(Self.longest))
    }

    private mutating func change(_ input: inout [UInt8]) {
        let range = part(of: input)
        switch Int.random(in: 0..<8, using: &random) {
        case 0: input.insert(pick(Self.telling), at: range.lowerBound)
        case 1: input.insert(contentsOf: words.isEmpty ? [] : pick(words), at: range.lowerBound)
        case 2: input.removeSubrange(range)
        case 3: input.insert(contentsOf: input[range], at: range.upperBound)
        case 4:
            input.insert(
                contentsOf: Array(repeating: Array(input[range].prefix(8)), count: 40).joined(), at: range.lowerBound)
        case 5:
            let other = pick(corpus)
            input.replaceSubrange(range, with: other[part(of: other)])
        default:
            if range.lowerBound < input.count {
                input[range.lowerBound] =
                    Bool.random(using: &random)
                    ? pick(Self.telling) : input[range.lowerBound] ^ (1 << UInt8.random(in: 0..<8, using: &random))
            }
        }
    }

    private mutating func part(of input: [UInt8]) -> Range<Int> {
        let start = Int.random(in: 0...input.count, using: &random)
        let length = Int.random(in: 0...min(32, input.count - start), using: &random)
        return start..<start + length
    }

    private mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: 0..<elements.count, using: &random)]
    }
}
