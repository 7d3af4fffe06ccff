import TOMLKit

/// A table of a TOML document. This is the one way to the TOML of people: the library alone does not survive every text.
///
/// A table that was read from another one is a part of it: a change shows there, too.
package struct TOMLTable {
    private let table: TOMLKit.TOMLTable

    /// An empty table.
    package init() {
        self.init(TOMLKit.TOMLTable())
    }

    /// The root of a document. Throws what is wrong with the text, and on which line.
    package init(_ text: String) throws(TOMLError) {
        // The library stops reading at a NUL, and some mistakes end the process instead of being reported.
        var scan = BracketScan(text)
        if let line = scan.firstUnreadableLine() {
            throw TOMLError(
                "line \(line): a bracket that closes another kind, a table's header that does not begin with a name, "
                    + "a date with half a time, or a character that stands in quotation marks only")
        }
        do {
            self.init(try TOMLKit.TOMLTable(string: text))
        } catch let error as TOMLParseError {
            throw TOMLError("\(error.source.begin): \(error.description)")
        } catch {
            throw TOMLError("line 1: \(error)")
        }
    }

    fileprivate init(_ table: TOMLKit.TOMLTable) {
        self.table = table
    }

    package var keys: [String] { table.keys }

    package subscript(key: String) -> TOMLValue? { table[key].map(TOMLValue.init) }

    package func set(_ key: String, to text: String) { table[key] = text }
    package func set(_ key: String, to number: Int) { table[key] = number }
    package func set(_ key: String, to flag: Bool) { table[key] = flag }
    package func set(_ key: String, to inner: TOMLTable) { table[key] = inner.table }
    package func remove(_ key: String) { table.remove(at: key) }

    /// The table as TOML, without a line feed at its end.
    package var text: String { table.convert(to: .toml) }
}

/// A value of a TOML document; every property is nil if the value is of another kind.
package struct TOMLValue {
    fileprivate let value: any TOMLValueConvertible

    package var string: String? { value.string }
    package var integer: Int? { value.int }
    package var flag: Bool? { value.bool }
    package var table: TOMLTable? { value.table.map(TOMLTable.init) }
    package var array: [TOMLValue]? { value.array?.map(TOMLValue.init) }

    /// The elements of a list that holds nothing but texts.
    package var strings: [String]? {
        guard let array else { return nil }
        let strings = array.compactMap(\.string)
        return strings.count == array.count ? strings : nil
    }
}

/// The reason why a text is not TOML: the line, and a sentence in English that may quote the text.
package struct TOMLError: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String

    init(_ description: String) {
        self.description = description
    }
}
