/// Something that has to hold and does not.
struct Finding: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

/// Throws unless it holds.
func require(_ holds: Bool, _ what: @autoclosure () -> String) throws(Finding) {
    if !holds { throw Finding(what()) }
}

/// Throws unless both have the same bytes; `==` takes an é of one code point for one of two.
func requireSame(_ left: String, _ right: String, _ what: @autoclosure () -> String) throws(Finding) {
    try require(
        left.utf8.elementsEqual(right.utf8), "\(what()): \(left.debugDescription) and \(right.debugDescription)")
}

extension [UInt8] {
    /// The first line, and all that follows.
    var firstLine: (line: String, rest: [UInt8]) {
        let end = firstIndex(of: UInt8(ascii: "\n")) ?? count
        return (String(decoding: self[..<end], as: UTF8.self), Array(dropFirst(end + 1)))
    }
}
