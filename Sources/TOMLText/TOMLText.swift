public import TOMLKit

/// Reads the TOML of people: the one way to it, because the library alone does not survive everything.
public enum TOMLText {
    /// The document's root. Throws what is wrong with it, and where.
    public static func table(_ text: String) throws(TOMLTextError) -> TOMLTable {
        // The library reads up to a NUL, and ends the process over some mistakes instead of telling them.
        var scan = BracketScan(text)
        if let line = scan.firstUnreadableLine() {
            throw TOMLTextError(
                "line \(line): a bracket that closes another kind, a table's header that does not begin with a name, "
                    + "a date with half a time, or a character that stands in quotation marks only")
        }
        do {
            return try TOMLTable(string: text)
        } catch let error as TOMLParseError {
            throw TOMLTextError("\(error.source.begin): \(error.description)")
        } catch {
            throw TOMLTextError("line 1: \(error)")
        }
    }
}
