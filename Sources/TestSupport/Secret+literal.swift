public import HelpdeskCore

/// What is written in a test is no secret.
extension Secret: ExpressibleByStringInterpolation {
    public init(stringLiteral text: String) {
        self.init(text)
    }
}
