/// A folded run of letters and digits that a filter looks for.
///
/// One or two letters are found where a word begins, three and more anywhere.
package struct SearchTerm: Hashable, Sendable {
    package let text: String
    /// In Unicode scalars.
    package let length: Int

    private init(_ scalars: String.UnicodeScalarView.SubSequence) {
        text = String(scalars)
        length = scalars.count
    }

    /// The terms of a filter, each once; in a text, its words.
    package static func terms(_ filter: String) -> [SearchTerm] {
        var seen: Set<String> = []
        return Folding.fold(filter).unicodeScalars.split { !isPart($0) }.map(SearchTerm.init)
            .filter { seen.insert($0.text).inserted }
    }

    package var isShort: Bool { length < 3 }

    /// The runs of three letters in it, of a very long one only the first; none in a short one.
    package var trigrams: [String] {
        let scalars = Array(text.unicodeScalars.prefix(Self.lettersLookedUp))
        guard scalars.count >= 3 else { return [] }
        return (0...scalars.count - 3).map { start in
            var trigram = String.UnicodeScalarView()
            trigram.append(contentsOf: scalars[start..<start + 3])
            return String(trigram)
        }
    }

    /// So many letters of one word are looked up: they are enough to tell it from others, and each costs a search.
    private static let lettersLookedUp = 64

    /// Whether it occurs in a folded text.
    package func occurs(in folded: String) -> Bool {
        var (folded, term) = (folded, text)
        return folded.withUTF8 { text in
            term.withUTF8 { term in
                var start = 0
                while let place = Self.place(of: term, in: text, from: start) {
                    if !isShort || Self.isBeginning(place, text) { return true }
                    start = place + 1
                }
                return false
            }
        }
    }

    private static func place(
        of term: UnsafeBufferPointer<UInt8>, in text: UnsafeBufferPointer<UInt8>, from start: Int
    ) -> Int? {
        guard let first = term.first else { return nil }
        // Two bytes at a time: the first alone is the same for most letters of a script.
        let second = term.count > 1 ? term[1] : nil
        var place = start
        while place + term.count <= text.count {
            if text[place] == first, second == nil || text[place + 1] == second,
                text[place..<place + term.count].elementsEqual(term)
            {
                return place
            }
            place += 1
        }
        return nil
    }

    /// Whether a word begins at the byte: what stands before it is no part of one.
    private static func isBeginning(_ place: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var start = place - 1
        while start >= 0, text[start] & 0xC0 == 0x80 { start -= 1 }
        guard start >= 0 else { return true }
        let before = String(decoding: text[start..<place], as: UTF8.self).unicodeScalars
        return before.last.map { !isPart($0) } ?? true
    }

    /// Whether a folded scalar is a part of a word: letters, digits, and the marks that belong to them.
    ///
    /// This is the only rule by which filters and indexed texts (see `Folding.words`) are cut.
    package static func isPart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x30...0x39, 0x61...0x7A, 0xDF...0xF6, 0xF8...0xFF, 0x430...0x45F, 0x2116: return true
        case 0..<0x80, 0x2002...0x2070: return false
        default: break
        }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
            .letterNumber, .otherNumber, .privateUse, .nonspacingMark, .spacingMark, .enclosingMark:
            return true
        default: return false
        }
    }
}
