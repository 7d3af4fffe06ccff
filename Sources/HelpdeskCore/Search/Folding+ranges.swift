public import HelpdeskModels

extension Folding {
    /// Where the filter's words occur in a text, as a search finds them: in order, not overlapping, whole characters.
    ///
    /// A word of one or two letters is found where a word begins, a longer one anywhere.
    public static func ranges(of filter: String, in text: String) -> [Range<String.Index>] {
        ranges(of: SearchTerm.terms(filter), in: text)
    }

    static func ranges(of terms: [SearchTerm], in text: String) -> [Range<String.Index>] {
        // Nearly all lines of a screen have none of them, and finding the places goes through a text letter by letter.
        let whole = terms.isEmpty ? "" : Folding.fold(text)
        guard terms.contains(where: { $0.occurs(in: whole) }) else { return [] }
        let folded = FoldedText(text)
        var marked: [Range<Int>] = []
        for term in terms { marked += folded.occurrences(of: term) }
        marked.sort { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
        var merged: [Range<Int>] = []
        for range in marked {
            if let last = merged.last, range.lowerBound < last.upperBound {
                merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                merged.append(range)
            }
        }
        return merged.map { folded.indices[$0.lowerBound]..<folded.indices[$0.upperBound] }
    }
}

/// A folded text that knows from which character each of its scalars came.
private struct FoldedText {
    private var scalars: [Unicode.Scalar] = []
    /// The number of the character for each scalar.
    private var origins: [Int] = []
    /// The beginnings of the characters, and the end of the text.
    private(set) var indices: [String.Index] = []

    init(_ text: String) {
        for (number, index) in text.indices.enumerated() {
            indices.append(index)
            for scalar in Folding.fold(String(text[index])).unicodeScalars {
                scalars.append(scalar)
                origins.append(number)
            }
        }
        indices.append(text.endIndex)
    }

    /// In numbers of characters.
    func occurrences(of term: SearchTerm) -> [Range<Int>] {
        let letters = Array(term.text.unicodeScalars)
        guard let first = letters.first, scalars.count >= letters.count else { return [] }
        var found: [Range<Int>] = []
        var start = 0
        while start + letters.count <= scalars.count {
            if scalars[start] == first, scalars[start..<start + letters.count].elementsEqual(letters),
                !term.isShort || start == 0 || !SearchTerm.isPart(scalars[start - 1])
            {
                found.append(origins[start]..<origins[start + letters.count - 1] + 1)
                start += letters.count
            } else {
                start += 1
            }
        }
        return found
    }
}
