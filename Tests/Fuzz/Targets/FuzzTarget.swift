/// A reader of text or bytes from outside, with the conditions that have to hold for every input.
struct FuzzTarget: Sendable {
    /// As its folders of inputs are called.
    let name: String
    /// How many inputs the test makes up; fewer where a single one is dear.
    let share: Int
    /// Feeds an input; throws what does not hold, and crashes where the reader does.
    let feed: @Sendable ([UInt8]) throws(Finding) -> Void

    init(_ name: String, share: Int = 400, feed: @escaping @Sendable ([UInt8]) throws(Finding) -> Void) {
        self.name = name
        self.share = share
        self.feed = feed
    }

    /// A target that reads text. Bytes that are not UTF-8 become `�`, as they do in the program.
    init(_ name: String, share: Int = 400, text feed: @escaping @Sendable (String) throws(Finding) -> Void) {
        self.init(name, share: share) { (bytes) throws(Finding) in try feed(String(decoding: bytes, as: UTF8.self)) }
    }
}
