/// The keys under which an index has words, and by which it is asked for a term: runs of three letters inside of words, and the
/// one or two letters that a word begins with.
///
/// A key has letters and digits only, so that it means nothing in the language of any index.
package enum SearchKeys {
    /// The keys of words that are folded and cut, as `Folding.words` does it.
    package static func keys(ofWords words: some Sequence<Substring>) -> Set<String> {
        var keys: Set<String> = []
        for word in words {
            let scalars = Array(word.unicodeScalars)
            for length in 1...2 where scalars.count >= length { keys.insert(beginning(scalars.prefix(length))) }
            guard scalars.count >= 3 else { continue }
            for start in 0...scalars.count - 3 { keys.insert(run(scalars[start..<start + 3])) }
        }
        return keys
    }

    /// No run of three letters is as long.
    fileprivate static func beginning(_ letters: some Collection<Unicode.Scalar>) -> String { "000" + run(letters) }

    private static func run(_ letters: some Collection<Unicode.Scalar>) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: letters)
        return String(text)
    }
}

extension SearchTerm {
    /// The keys of every text in which the term occurs. Other texts may have all of them, too, if the term is longer than
    /// three letters.
    package var keys: [String] {
        isShort ? [SearchKeys.beginning(text.unicodeScalars)] : trigrams
    }
}
