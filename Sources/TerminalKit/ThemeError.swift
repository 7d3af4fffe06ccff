/// Why a theme cannot be used.
public struct ThemeError: Error, Hashable, Sendable {
    public enum Code: String, Hashable, Sendable {
        /// No directory has a file of that name, or the name is not a file name.
        case notFound
        /// The file cannot be read.
        case unreadable
        /// The file is not TOML; the detail says where.
        case syntax
        /// A key or a value that themes do not have.
        case invalidValue
        /// A colour that is neither in the palette nor one of the notations.
        case unknownColor
        /// The theme inherits from itself, directly or by others; the detail is the chain.
        case cycle
    }

    public let code: Code
    /// What it is about: the theme, then the place and the value; sanitised.
    public let detail: String

    public init(code: Code, detail: String) {
        self.code = code
        self.detail = Sanitizer.visible(detail)
    }
}
