/// Makes text from outside harmless and honest: what would drive the terminal or hide from the eye is shown instead.
///
/// Controls become control pictures (`␛`) or `�`; bidi controls, zero-width characters and fillers `·`; private and
/// unassigned characters `�`; a tab four spaces. A mark without a base gets `◌`; of more than eight marks on one base
/// the rest is dropped. Emoji sequences stay as they are. Doing it twice changes nothing more. See Unicode TR 36.
public enum Sanitizer {
    /// The text in one line: line ends are shown as `↵`.
    public static func visible(_ text: String) -> String {
        isPlain(text) ? text : sanitised(text, keepingLineEnds: false)
    }

    /// The same for a part of a text.
    public static func visible(_ text: some StringProtocol) -> String { visible(String(text)) }

    /// The text with its line ends kept, each as `\n`.
    public static func visibleLines(_ text: some StringProtocol) -> String {
        let text = String(text)
        return isPlain(text, orLineFeed: true) ? text : sanitised(text, keepingLineEnds: true)
    }

    private static func isPlain(_ text: String, orLineFeed: Bool = false) -> Bool {
        var text = text
        return text.withUTF8 { Glyphs.isPlain($0, orLineFeed: orLineFeed) }
    }

    private static func sanitised(_ text: String, keepingLineEnds: Bool) -> String {
        var result = String.UnicodeScalarView()
        for character in text {
            if let scalar = Glyphs.plainScalar(character) {
                result.append(scalar)
            } else if keepingLineEnds, Glyphs.isLineEnd(character) {
                result.append("\n")
            } else {
                // One by one: appending several reserves exactly their room, which copies the whole text each time.
                for scalar in Glyphs.visible(character) { result.append(scalar) }
            }
        }
        return String(result)
    }
}
