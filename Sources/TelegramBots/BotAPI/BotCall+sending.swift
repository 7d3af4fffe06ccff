/// The calls that write into a chat. The chat itself is added when the call is sent, because a group may have moved.
extension BotCall {
    /// The longest text that whoever pressed a button sees at once, in UTF-16 units (Bot API, answerCallbackQuery).
    static let answerLimit = 200

    /// - Parameter keyboard: rows of buttons under the message.
    public static func message(
        _ text: FormattedText, replyTo: Int64? = nil, keyboard: [[InlineButton]] = []
    ) -> BotCall {
        var call = BotCall(.sendMessage, ["text": .string(text.text)])
        call.setEntities(text, as: "entities")
        call["link_preview_options"] = ["is_disabled": true]
        return call.replying(to: replyTo).with(keyboard: keyboard)
    }

    /// A photo, voice message, video or document with a caption of at most 1,024 UTF-16 units.
    public static func file(
        _ method: Method, _ file: BotCallFile, caption: FormattedText? = nil, replyTo: Int64? = nil
    ) -> BotCall {
        var call = BotCall(method, files: [file])
        if let caption {
            call["caption"] = .string(caption.text)
            call.setEntities(caption, as: "caption_entities")
        }
        return call.replying(to: replyTo)
    }

    /// 2 to 10 photos and videos, or as many documents, as one album; the caption stands under the first.
    ///
    /// - Parameter items: the kind as the API names it (`photo`, `video`, `document`) and the file.
    public static func album(
        _ items: [(kind: String, file: BotCallFile)], caption: FormattedText? = nil, replyTo: Int64? = nil
    ) -> BotCall {
        var files: [BotCallFile] = []
        var media: [JSON] = []
        for (index, item) in items.enumerated() {
            var file = item.file
            file.field = "file\(index)"
            files.append(file)
            var entry: [String: JSON] = ["type": .string(item.kind), "media": .string("attach://\(file.field)")]
            if index == 0, let caption {
                entry["caption"] = .string(caption.text)
                if let entities = caption.entitiesJSON { entry["caption_entities"] = entities }
            }
            media.append(.object(entry))
        }
        return BotCall(.sendMediaGroup, ["media": .array(media)], files: files).replying(to: replyTo)
    }

    /// Replaces the text and the buttons of a message of the bot's own.
    public static func edit(
        _ message: Int64, _ text: FormattedText, keyboard: [[InlineButton]] = []
    ) -> BotCall {
        var call = BotCall(.editMessageText, ["message_id": .integer(message), "text": .string(text.text)])
        call.setEntities(text, as: "entities")
        return call.with(keyboard: keyboard)
    }

    /// Replaces the buttons of a message of the bot's own; none takes them away.
    public static func editKeyboard(_ message: Int64, _ keyboard: [[InlineButton]] = []) -> BotCall {
        BotCall(.editMessageReplyMarkup, ["message_id": .integer(message)]).with(keyboard: keyboard)
    }

    /// The same call for a topic of a forum.
    public func inThread(_ thread: Int64?) -> BotCall {
        var call = self
        if let thread { call["message_thread_id"] = .integer(thread) }
        return call
    }

    /// A reply goes out as an ordinary message if the other one was deleted meanwhile.
    func replying(to message: Int64?) -> BotCall {
        guard let message else { return self }
        var call = self
        call["reply_parameters"] = ["message_id": .integer(message), "allow_sending_without_reply": true]
        return call
    }

    func with(keyboard: [[InlineButton]]) -> BotCall {
        guard !keyboard.isEmpty else { return self }
        var call = self
        let rows = keyboard.map { row in
            JSON.array(row.map { ["text": .string($0.text), "callback_data": .string($0.data)] })
        }
        call["reply_markup"] = ["inline_keyboard": .array(rows)]
        return call
    }

    private mutating func setEntities(_ text: FormattedText, as name: String) {
        if let entities = text.entitiesJSON { self[name] = entities }
    }
}
