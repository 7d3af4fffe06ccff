/// Where the Bot API is: Telegram's own, or a local Bot API server ("Using a Local Bot API Server").
public struct BotServer: Sendable, Hashable {
    /// Without a slash at the end; calls go to `API/botTOKEN/METHOD`.
    public var api: String
    /// Without a slash at the end; files are at `FILES/botTOKEN/PATH`.
    public var files: String
    /// Whether it is a local one, which has other limits: files of up to 2 GB both ways.
    public var isLocal: Bool

    public static let telegram = BotServer(
        api: "https://api.telegram.org", files: "https://api.telegram.org/file")

    public init(api: String, files: String? = nil, isLocal: Bool = false) {
        func plain(_ address: String) -> String { address.hasSuffix("/") ? String(address.dropLast()) : address }
        self.api = plain(api)
        self.files = plain(files ?? plain(api) + "/file")
        self.isLocal = isLocal
    }

    /// The largest file that a bot may fetch, in bytes (Bot API, getFile).
    public var downloadLimit: Int64 { isLocal ? 2_000 << 20 : 20 << 20 }
    /// The largest file that a bot may send, in bytes (Bot API, "Sending files").
    public var uploadLimit: Int64 { isLocal ? 2_000 << 20 : 50 << 20 }
    /// The largest picture that a bot may send as a photo, in bytes.
    public static let photoLimit: Int64 = 10 << 20
}
