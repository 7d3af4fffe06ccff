/// How many columns a code point takes in a terminal: UAX #11 (East Asian Width) and the general categories Mn, Me, Cf
/// and the conjoining jamo.
///
/// The tables are those of one version of Unicode for all. Where a terminal or the C library knows an older one, what
/// they disagree about is painted so that nothing else moves: see `Cell.isUncertain`.
enum WidthTable {
    /// 0, 1 or 2 columns. Controls, which no terminal shows, count as 1, the width of their placeholder.
    static func columns(_ scalar: Unicode.Scalar) -> Int {
        let value = scalar.value
        if value < 0x300 { return 1 }
        if value >= 0x1100, contains(value, in: wide) { return 2 }
        return contains(value, in: zero) ? 0 : 1
    }

    /// Whether terminals disagree about the columns of a code point, or of a cluster that has it: marks that take a place
    /// of their own in some and none in others, viramas, which join two letters in some, and emoji, of which there are
    /// new ones every year.
    static func isUncertain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case ..<0x900, 0x2E80..<0xA000, 0xAC00..<0xD800: false
        case 0x2300..<0x2E80, 0x1F000..<0x20000: contains(scalar.value, in: wide)
        default: contains(scalar.value, in: uncertain)
        }
    }

    /// Whether it is a spacing mark, which belongs to the letter before it.
    static func isSpacingMark(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value >= 0x900 && scalar.properties.generalCategory == .spacingMark
    }

    /// Whether it is an emoji of this version of Unicode, whatever the standard library knows.
    static func isEmoji(_ scalar: Unicode.Scalar) -> Bool {
        (0x1F000..<0x20000).contains(scalar.value) && contains(scalar.value, in: wide)
    }

    /// Whether `ranges`, a sorted list of first and last values in turn, holds the value.
    private static func contains(_ value: UInt32, in ranges: [UInt32]) -> Bool {
        var low = 0
        var high = ranges.count / 2
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle * 2 + 1] < value { low = middle + 1 } else { high = middle }
        }
        return low * 2 < ranges.count && ranges[low * 2] <= value
    }
}
