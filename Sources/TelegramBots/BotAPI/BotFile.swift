/// A file on Telegram's servers: one size of a photo, a document, a voice message and so on.
public struct BotFile: Codable, Sendable, Hashable {
    /// Names the file for this bot; stays valid.
    public var fileId: String
    /// The same for everybody and for good.
    public var fileUniqueId: String
    /// In bytes; nil if Telegram does not tell.
    public var fileSize: Int64?
    public var fileName: String?
    public var mimeType: String?
    /// In pixels, of pictures.
    public var width: Int?
    /// In seconds, of sounds and videos.
    public var duration: Int?
    /// Only of ``BotClient/file(_:)``: where it can be fetched from, for an hour at least.
    public var filePath: String?

    public init(
        fileId: String, fileUniqueId: String, fileSize: Int64? = nil, fileName: String? = nil, mimeType: String? = nil,
        width: Int? = nil, duration: Int? = nil, filePath: String? = nil
    ) {
        self.fileId = fileId
        self.fileUniqueId = fileUniqueId
        self.fileSize = fileSize
        self.fileName = fileName
        self.mimeType = mimeType
        self.width = width
        self.duration = duration
        self.filePath = filePath
    }
}
