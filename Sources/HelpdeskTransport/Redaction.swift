/// Removes from a text what may be a name and password in an address (`user:password@host`, RFC 3986, section 3.2.1).
package enum Redaction {
    /// Replaces everything from the beginning of the first word with an `@`, or from the first quote, to the last `@` by
    /// `…`, because a mistyped password may contain spaces. Rather removes too much than too little. Keeps a scheme.
    package static func userInfo(in text: String) -> String {
        guard let last = text.lastIndex(of: "@"), let first = text.firstIndex(of: "@") else { return text }
        let word = text[..<first].lastIndex { $0.isWhitespace }.map { text.index(after: $0) } ?? text.startIndex
        let quoted = text[..<last].firstIndex { $0 == "'" || $0 == "\"" }.map { text.index(after: $0) }
        let start = min(word, quoted ?? word)
        return text[..<start] + scheme(of: text[start..<last]) + "…" + text[last...]
    }

    private static func scheme(of address: Substring) -> Substring {
        guard let separator = address.firstRange(of: "://"),
            address[..<separator.lowerBound].allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) })
        else { return "" }
        return address[..<separator.upperBound]
    }
}
