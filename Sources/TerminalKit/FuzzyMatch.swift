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

    /// The text in pieces, those that matched and those between, for drawing.
    /// - Parameter text: the one the match was made with.
    public func segments(of text: String) -> [(text: Substring, isMatch: Bool)] {
        var result: [(text: Substring, isMatch: Bool)] = []
        var index = text.startIndex
        for range in ranges {
            if index < range.lowerBound { result.append((text[index..<range.lowerBound], false)) }
            result.append((text[range], true))
            index = range.upperBound
        }
        if index < text.endIndex { result.append((text[index...], false)) }
        return result
    }

    private static func terms(of query: String) -> [[FuzzyAlignment.Code]] {
        query.prefix(64).split(whereSeparator: \.isWhitespace).map { $0.map(FuzzyAlignment.code) }
    }
}
