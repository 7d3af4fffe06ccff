import TerminalKit

/// One line of the Customer Page: text at the left, and a line of a QR code at the right edge.
struct CustomerPageLine: Equatable {
    var text = ""
    var role: Role = "text"
    var indent = 0
    /// After the text, in the style of what matters less.
    var detail = ""
    var code: String?
}
