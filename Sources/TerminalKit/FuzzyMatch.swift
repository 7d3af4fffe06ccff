import Foundation

/// How a query that was typed in a hurry fits a text: its characters in their order, not necessarily side by side
/// (`звзв` in "Завершені звернення").
///
/// The query's words may come in any order, and all have to fit. Case is ignored in every script, and so is the
/// difference between е and ё, г and ґ. Only the first 512 characters of a text and the first 64 of a query count.
public struct FuzzyMatch: Hashable, Sendable {
    /// How well it fits, for comparing matches of one query: starts of words and characters side by side count more,
    /// gaps less. 0 for an empty query, which fits everything.
    public let score: Int
    /// The characters of the text that matched, in order; neighbours are in one range.
    public let ranges: [Range<String.Index>]

    /// nil when the query does not fit.
    public init?(_ query: String, in text: String) {
        self.init(terms: Self.terms(of: query), in: text)
    }

    private init?(terms: [[FuzzyAlignment.Code]], in text: String) {
        guard let alignment = FuzzyAlignment(text, terms: terms) else { return nil }
        let found = terms.compactMap(alignment.best)
        score = found.reduce(0) { $0 + $1.score }
        ranges = alignment.ranges(of: Set(found.flatMap(\.places)), in: text)
    }

    /// The texts that the query fits, the best first; of equally good ones the shorter, then the one given first.
    public static func ranked(_ query: String, in texts: [String]) -> [(index: Int, match: FuzzyMatch)] {
        let terms = terms(of: query)
        let found = texts.enumerated().compactMap { index, text in
            FuzzyMatch(terms: terms, in: text).map { (index: index, match: $0) }
        }
        if terms.isEmpty { return found }
        return found.sorted { one, other in
            let left = (-one.match.score, texts[one.index].utf8.count, one.index)
            return left < (-other.match.score, texts[other.index].utf8.count, other.index)
        }
    }

    private static func terms(of query: String) -> [[FuzzyAlignment.Code]] {
        query.prefix(64).split(whereSeparator: \.isWhitespace).map { $0.map(FuzzyAlignment.code) }
    }
}

/// A text prepared for finding where a query's characters fit it best.
///
/// The best of all alignments, by dynamic programming over (character of the query, character of the text), as Smith
/// and Waterman align sequences with affine gaps.
struct FuzzyAlignment {
    /// A character without what the match ignores, as a number: comparing characters of other scripts than Latin takes
    /// many times as long.
    typealias Code = UInt64

    private static let maximumLength = 512
    private static let match = 16
    private static let gapStart = 3
    private static let gapContinues = 1
    private static let neighbour = 8

    /// Less than every score, and safe to subtract from.
    private static let impossible = Int.min / 2

    private let indices: [String.Index]
    private let text: [Character]
    private let codes: [Code]

    /// nil when the text has not every term in it, in order, which is quickly found out.
    init?(_ text: String, terms: [[Code]]) {
        let places = text.indices.prefix(Self.maximumLength)
        let characters = places.map { text[$0] }
        let codes = characters.map(Self.code)
        for term in terms {
            var rest = codes[...]
            for wanted in term {
                guard let place = rest.firstIndex(of: wanted) else { return nil }
                rest = rest[(place + 1)...]
            }
        }
        indices = Array(places)
        self.text = characters
        self.codes = codes
    }

    static func code(of character: Character) -> Code {
        if let scalar = onlyScalar(of: character) {
            switch scalar.value {
            case 0x20...0x40, 0x61...0x7A, 0x430...0x44F: return Code(scalar.value)
            case 0x41...0x5A, 0x410...0x42F: return Code(scalar.value + 32)
            default: break
            }
        }
        let lowered = character.lowercased().precomposedStringWithCanonicalMapping.first ?? character
        switch lowered {
        case "ё": return code(of: "е")
        case "ґ": return code(of: "г")
        default:
            // A character of several code points gets a number above those of all code points.
            return onlyScalar(of: lowered).map { Code($0.value) } ?? Code(UInt(bitPattern: lowered.hashValue)) | 1 << 63
        }
    }

    private static func onlyScalar(of character: Character) -> Unicode.Scalar? {
        let scalars = character.unicodeScalars
        return scalars.index(after: scalars.startIndex) == scalars.endIndex ? scalars.first : nil
    }

    /// The bonus of a match at a place where a word starts.
    private func bonus(at place: Int) -> Int {
        let character = text[place]
        guard character.isLetter || character.isNumber else { return 0 }
        if place == 0 { return 12 }
        let previous = text[place - 1]
        if !previous.isLetter, !previous.isNumber { return 10 }
        return character.isUppercase && previous.isLowercase || character.isNumber && previous.isLetter ? 8 : 0
    }

    /// The best way to find all characters in order; nil when there is none.
    func best(_ term: [Code]) -> (score: Int, places: [Int])? {
        let count = codes.count
        var scores: [Int] = []
        // For each character of the term and place of the text, the place of the character before it.
        var parents: [[Int]] = []
        for (row, wanted) in term.enumerated() {
            var current = [Int](repeating: Self.impossible, count: count)
            var parent = [Int](repeating: -1, count: count)
            // The best of the row before that is not a direct neighbour, gap included.
            var distant = (score: Self.impossible, place: -1)
            for place in row..<max(row, count) {
                if row > 0, place >= 2 {
                    distant.score -= Self.gapContinues
                    let score = scores[place - 2] - Self.gapStart
                    if score > distant.score { distant = (score, place - 2) }
                }
                if codes[place] != wanted { continue }
                let bonus = bonus(at: place)
                if row == 0 {
                    current[place] = Self.match + bonus
                    continue
                }
                let apart = distant.score + Self.match + bonus
                let beside = scores[place - 1] + Self.match + max(Self.neighbour, bonus)
                current[place] = max(apart, beside)
                parent[place] = beside >= apart ? place - 1 : distant.place
            }
            scores = current
            parents.append(parent)
        }
        return Self.traced(scores, parents)
    }

    /// The places of the best alignment, from the scores of its last character and the way back.
    private static func traced(_ scores: [Int], _ parents: [[Int]]) -> (score: Int, places: [Int])? {
        guard let best = scores.max(), best > impossible / 2, var place = scores.firstIndex(of: best) else {
            return nil
        }
        var places: [Int] = []
        for parent in parents.reversed() {
            places.append(place)
            place = parent[place]
        }
        return (best, places.reversed())
    }

    /// Places as ranges of the text.
    func ranges(of places: Set<Int>, in text: String) -> [Range<String.Index>] {
        var ranges: [Range<String.Index>] = []
        for place in places.sorted() {
            let start = indices[place]
            let end = text.index(after: start)
            if let last = ranges.last, last.upperBound == start {
                ranges[ranges.count - 1] = last.lowerBound..<end
            } else {
                ranges.append(start..<end)
            }
        }
        return ranges
    }
}
