/// A text prepared for finding where a query's characters fit it best.
///
/// The best of all alignments, by dynamic programming over (character of the query, character of the text), as Smith
/// and Waterman align sequences with affine gaps.
struct FuzzyAlignment {
    private static let maximumLength = 512
    private static let match = 16
    private static let gapStart = 3
    private static let gapGoesOn = 1
    private static let neighbour = 8

    private let indices: [String.Index]
    private let characters: [Character]
    /// What a match at each place is worth in addition, because a word starts there.
    private let bonus: [Int]

    /// nil when the text has not every term in it, in order, which is quickly found out.
    init?(_ text: String, terms: [[Character]]) {
        let places = text.indices.prefix(Self.maximumLength)
        let folded = places.map { Self.folded(text[$0]) }
        for term in terms {
            var rest = folded[...]
            for wanted in term {
                guard let place = rest.firstIndex(of: wanted) else { return nil }
                rest = rest[(place + 1)...]
            }
        }
        indices = Array(places)
        characters = folded
        var previous: Character?
        bonus = places.map { index in
            let character = text[index]
            defer { previous = character }
            return Self.bonus(of: character, after: previous)
        }
    }

    /// A character without what the match ignores.
    static func folded(_ character: Character) -> Character {
        let scalars = character.unicodeScalars
        if let first = scalars.first, scalars.index(after: scalars.startIndex) == scalars.endIndex {
            switch first.value {
            case 0x20...0x40, 0x61...0x7A, 0x430...0x44F: return character
            case 0x41...0x5A, 0x410...0x42F: return Unicode.Scalar(first.value + 32).map(Character.init) ?? character
            default: break
            }
        }
        return switch character.lowercased().first ?? character {
        case "ё": "е"
        case "ґ": "г"
        case let lowered: lowered
        }
    }

    private static func bonus(of character: Character, after previous: Character?) -> Int {
        guard character.isLetter || character.isNumber else { return 0 }
        guard let previous else { return 12 }
        if !previous.isLetter, !previous.isNumber { return 10 }
        return character.isUppercase && previous.isLowercase || character.isNumber && previous.isLetter ? 8 : 0
    }

    /// The best way to find all characters in order; nil when there is none.
    func best(_ term: [Character]) -> (score: Int, places: [Int])? {
        var scores: [Int?] = []
        // For each character of the term and place of the text, the place of the character before it.
        var parents: [[Int]] = []
        for (row, wanted) in term.enumerated() {
            var current = [Int?](repeating: nil, count: characters.count)
            var parent = [Int](repeating: -1, count: characters.count)
            // The best of the row before that is not a direct neighbour, gap included.
            var distant: (score: Int, place: Int)?
            for place in characters.indices {
                if row > 0, place >= 2 {
                    if let known = distant { distant = (known.score - Self.gapGoesOn, known.place) }
                    if let before = scores[place - 2], before - Self.gapStart > distant?.score ?? .min {
                        distant = (before - Self.gapStart, place - 2)
                    }
                }
                guard characters[place] == wanted else { continue }
                if row == 0 {
                    current[place] = Self.match + bonus[place]
                    continue
                }
                if let distant {
                    current[place] = distant.score + Self.match + bonus[place]
                    parent[place] = distant.place
                }
                if place > 0, let before = scores[place - 1] {
                    let score = before + Self.match + max(Self.neighbour, bonus[place])
                    if score >= current[place] ?? .min {
                        current[place] = score
                        parent[place] = place - 1
                    }
                }
            }
            if current.allSatisfy({ $0 == nil }) { return nil }
            scores = current
            parents.append(parent)
        }
        return Self.traced(scores, parents)
    }

    /// The places of the best alignment, from the scores of its last character and the way back.
    private static func traced(_ scores: [Int?], _ parents: [[Int]]) -> (score: Int, places: [Int])? {
        var best: (score: Int, place: Int)?
        for (place, score) in scores.enumerated() {
            if let score, score > best?.score ?? .min { best = (score, place) }
        }
        guard let best else { return nil }
        var places: [Int] = []
        var place = best.place
        for parent in parents.reversed() {
            places.append(place)
            place = parent[place]
        }
        return (best.score, places.reversed())
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
