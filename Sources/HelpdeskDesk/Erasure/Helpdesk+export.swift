package import HelpdeskModels

/// Where an export goes. A path has `/` between its parts, which are safe names.
package protocol ExportFolder {
    func write(_ value: some Encodable, to path: String) throws
    func write(text: String, to path: String) throws
    /// Throws ``StoreError/notFound`` if the content is not there.
    func copy(_ content: SHA256Digest, to path: String) throws
}

/// A ticket as an export has it: all of it, or what one person wrote.
private struct ExportedTicket: Encodable {
    var ticket: Ticket?
    /// The ticket's number, where the ticket itself is somebody else's.
    var number: Int?
    var messages: [Message]
    var events: [Event]
    /// The files beside, by the ids of the attachments.
    var files: [String: String]
}

private struct ExportedChat: Encodable {
    /// Telegram's number.
    var chat: Int64
    var link: TelegramLink
}

/// What the desk knows of a person or a service, given out. Waits for the database; throws ``ServerFailure``.
extension Helpdesk {
    package func exportPerson(_ id: User.ID, to folder: some ExportFolder) throws {
        let id = id.ofPerson
        try database.inspect { records in
            let user = try records.user(id)
            let links = try records.links(ofPerson: id)
            let messages = try records.messages(by: id)
            let filed = try records.tickets(filedBy: id)
            let events = try records.events(by: id)
            guard user != nil || !(links.isEmpty && messages.isEmpty && filed.isEmpty && events.isEmpty) else {
                throw ServerFailure.unknown("user", id.rawValue)
            }
            try folder.write(text: ExportReadme.person, to: "README.txt")
            if let user { try folder.write(user, to: "profile.json") }
            try folder.write(try records.tokens(of: id), to: "devices.json")
            try folder.write(links.map { ExportedChat(chat: $0.chat, link: $0.link) }, to: "chats.json")
            try folder.write(try records.shiftNotes(by: id).map(\.note).filter { !$0.isGone }, to: "shift-notes.json")
            if user?.user.role.isStaff == true {
                try folder.write(try records.cannedReplies(of: id), to: "canned-replies.json")
            }
            let tickets = Dictionary(grouping: filed, by: \.id).compactMapValues(\.first)
            let written = Dictionary(grouping: messages, by: \.ticket)
            let done = Dictionary(grouping: events, by: \.ticket)
            for ticket in Set(tickets.keys).union(written.keys).union(done.keys) {
                guard let number = try (tickets[ticket] ?? records.ticket(ticket))?.number else { continue }
                try folder.write(
                    ExportedTicket(
                        ticket: tickets[ticket], number: tickets[ticket] == nil ? number : nil,
                        messages: written[ticket] ?? [], events: done[ticket] ?? [], files: [:]), number: number)
            }
        }
    }

    /// - Parameter withNotes: with the internal notes of the staff.
    package func exportService(_ id: Service.ID, to folder: some ExportFolder, withNotes: Bool) throws {
        try database.inspect { records in
            guard let service = try records.service(id) else { throw ServerFailure.unknown("service", id.rawValue) }
            try folder.write(text: ExportReadme.service, to: "README.txt")
            try folder.write(service, to: "service.json")
            try folder.write(try records.users(of: id), to: "users.json")
            let links = try records.links(of: .service(id)).map { ExportedChat(chat: $0.chat, link: $0.link) }
            try folder.write(links, to: "chats.json")
            try folder.write(try records.shiftNotes(of: id), to: "shift-notes.json")
            var last = 0
            while let tickets = try records.tickets(of: id, after: last, limit: 500).nonEmpty {
                for ticket in tickets {
                    let messages = try records.messages(
                        of: ticket.id, includingInternal: withNotes, after: 0, limit: .max)
                    let events = try records.events(of: ticket.id, after: 0, limit: .max)
                    try folder.write(
                        ExportedTicket(ticket: ticket, number: nil, messages: messages, events: events, files: [:]),
                        number: ticket.number)
                    last = ticket.number
                }
            }
        }
    }
}

extension ExportFolder {
    /// Writes a ticket with its files beside it, under safe names, each name once.
    fileprivate func write(_ exported: ExportedTicket, number: Int) throws {
        var exported = exported
        var taken: Set<String> = []
        let place = "tickets/\(number)/"
        for attachment in exported.messages.flatMap(\.attachments) {
            guard let content = attachment.sha256 else { continue }
            let safe = SafeFileName.make(from: attachment.name)
            // Names that differ in case alone are one name on some systems.
            var count = 1
            while !taken.insert(SafeFileName.numbered(safe, count).lowercased()).inserted { count += 1 }
            let path = "files/" + SafeFileName.numbered(safe, count)
            do {
                try copy(content, to: place + path)
            } catch StoreError.notFound {
                throw ServerFailure(
                    "The content \(content) of the file \(safe) in ticket \(number) is missing among the files of the desk. "
                        + "Restore it from a backup and try again.")
            }
            exported.files[attachment.id.description] = path
        }
        try write(exported, to: place + "ticket.json")
    }
}

extension Array {
    fileprivate var nonEmpty: Self? { isEmpty ? nil : self }
}

/// What is what in an export, in all languages, as nobody knows who reads it.
private enum ExportReadme {
    static let person = """
        All that this support desk stores about one person.

        profile.json      the account
        devices.json      the devices that were signed in (their secrets are stored nowhere)
        chats.json        the Telegram chats of the person
        shift-notes.json  notes for the next shift
        canned-replies.json   of a specialist: the own ones
        tickets/NUMBER/   ticket.json: the ticket with its rating if the person filed it, else its number alone; the
                          messages that the person wrote, and what the person did; files/: the attached files.
                          "files" in ticket.json names them by the ids of the attachments.

        JSON is as in the desk's interface; times are in UTC. What others wrote is not here.

        ---

        Усе, що ця служба підтримки зберігає про одну особу.

        profile.json      обліковий запис
        devices.json      пристрої, з яких виконано вхід (їхні секрети ніде не зберігаються)
        chats.json        чати особи в Telegram
        shift-notes.json  нотатки для наступної зміни
        canned-replies.json   власні готові відповіді фахівця
        tickets/НОМЕР/    ticket.json: тікет з оцінкою, якщо його створила ця особа, інакше лише номер; повідомлення,
                          які особа написала, та її дії; files/: прикріплені файли. Їхні імена за
                          ідентифікаторами вкладень — у "files" файлу ticket.json.

        JSON такий, як в інтерфейсі служби; час — за UTC. Написаного іншими тут немає.

        ---

        Всё, что эта служба поддержки хранит об одном человеке.

        profile.json      учётная запись
        devices.json      устройства, с которых выполнен вход (их секреты нигде не хранятся)
        chats.json        чаты человека в Telegram
        shift-notes.json  заметки для следующей смены
        canned-replies.json   свои готовые ответы специалиста
        tickets/НОМЕР/    ticket.json: тикет с оценкой, если его создал этот человек, иначе только номер; сообщения,
                          которые он написал, и его действия; files/: прикреплённые файлы. Их имена по идентификаторам
                          вложений — в "files" файла ticket.json.

        JSON такой, как в интерфейсе службы; время — по UTC. Написанного другими здесь нет.

        """

    static let service = """
        All that this support desk stores about one taxi service.

        service.json      the service
        users.json        its users
        chats.json        its Telegram chats
        shift-notes.json  notes for the next shift
        tickets/NUMBER/   ticket.json: the ticket, its rating, messages and events; files/: the attached files.
                          "files" in ticket.json names them by the ids of the attachments.

        JSON is as in the desk's interface; times are in UTC. A message with "isInternal": true is a note of the desk's
        staff, and here only if it was asked for.

        ---

        Усе, що ця служба підтримки зберігає про одну службу таксі.

        service.json      служба
        users.json        її користувачі
        chats.json        її чати в Telegram
        shift-notes.json  нотатки для наступної зміни
        tickets/НОМЕР/    ticket.json: тікет, його оцінка, повідомлення та події; files/: прикріплені файли. Їхні
                          імена за ідентифікаторами вкладень — у "files" файлу ticket.json.

        JSON такий, як в інтерфейсі служби підтримки; час — за UTC. Повідомлення з "isInternal": true — нотатка
        фахівців; такі є тут, лише якщо їх запитано.

        ---

        Всё, что эта служба поддержки хранит об одной службе такси.

        service.json      служба
        users.json        её пользователи
        chats.json        её чаты в Telegram
        shift-notes.json  заметки для следующей смены
        tickets/НОМЕР/    ticket.json: тикет, его оценка, сообщения и события; files/: прикреплённые файлы. Их имена
                          по идентификаторам вложений — в "files" файла ticket.json.

        JSON такой, как в интерфейсе службы поддержки; время — по UTC. Сообщение с "isInternal": true — заметка
        специалистов; такие есть здесь, только если их запросили.

        """
}
