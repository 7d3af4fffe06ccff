/// Compares what somebody typed as a service's name with the name that it has.
package enum ServiceName {
    private static let marks: Set<Character> = ["«", "»", "\"", "“", "”", "„", "'", "’", "‘", "`"]

    /// In lower case, without quotation marks, with single spaces; empty for what names nothing.
    package static func folded(_ name: String) -> String {
        name.filter { !marks.contains($0) }.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// The service that `name` names; nil for none, and for more than one.
    package static func match<Candidate>(_ name: String, in candidates: [Candidate], name of: (Candidate) -> String)
        -> Candidate?
    {
        let wanted = folded(name)
        let found = candidates.filter { folded(of($0)) == wanted }
        return wanted.isEmpty || found.count != 1 ? nil : found.first
    }
}
