import Foundation

/// Ticket numbers written as ranges: `1-57,60,63-64`.
enum RTNumbers {
    static func write(_ numbers: IndexSet) -> String {
        numbers.rangeView.map { range in
            range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)-\(range.upperBound - 1)"
        }.joined(separator: ",")
    }

    /// Nil for anything else.
    static func read(_ text: String) -> IndexSet? {
        var numbers = IndexSet()
        for part in text.split(separator: ",") {
            let ends = part.split(separator: "-", omittingEmptySubsequences: false)
            guard let first = ends.first.flatMap({ Int64($0) }), let last = ends.last.flatMap({ Int64($0) }),
                ends.count <= 2, first <= last, RTIdentifier.numbers.contains(first),
                RTIdentifier.numbers.contains(last)
            else { return nil }
            numbers.insert(integersIn: Int(first)...Int(last))
        }
        return numbers
    }
}
