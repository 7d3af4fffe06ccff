extension String {
    /// The beginning of at most `limit` Unicode scalars, cut between characters; inside a character only where the first
    /// alone is longer. Limits of texts count scalars, people see characters.
    public func prefix(scalars limit: Int) -> String {
        guard unicodeScalars.count > limit else { return self }
        return prefix(limit, \.unicodeScalars.count)
    }

    /// The beginning whose characters measure at most `limit` together, or as many scalars of the first as do.
    func prefix(_ limit: Int, _ measure: (Substring) -> Int) -> String {
        var length = 0
        let whole = indices.prefix { index in
            length += measure(self[index...index])
            return length <= limit
        }
        if let last = whole.last { return String(self[...last]) }
        length = 0
        let scalars = unicodeScalars.indices.prefix { index in
            length += measure(Substring(unicodeScalars[index...index]))
            return length <= limit
        }
        return scalars.last.map { String(unicodeScalars[...$0]) } ?? ""
    }
}
