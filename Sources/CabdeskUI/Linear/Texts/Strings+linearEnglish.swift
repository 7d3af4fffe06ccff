import HelpdeskCore
import HelpdeskModels

extension Strings {
    func linearEnglish(_ phrase: LinearPhrase) -> String {
        switch phrase {
        case .unread: "unread"
        case .files(let count): count == 1 ? "1 file" : "\(count) files"
        case .moreTickets(let count): "\(count) more: m."
        case .endOfList: "That was the last page."
        case .noSuchTicketHere: "This page has no such ticket."
        case .nothingFound: "Nothing matches. A dot shows all tickets again."
        case .sorted(let sort):
            "Sorted by \(sortColumn(sort.column).lowercased())\(sort.isAscending ? ", ascending" : ", descending")."
        case .marked: "marked"
        case .notMarked: "not marked"
        case .noneWord: "none"
        case .markFirst: "Mark tickets first: mark and their numbers. mark none takes all marks away."

        case .goneTicket: "This ticket is no longer there. A dot leads back to the list."
        case .assigned(let name): "\(name) takes care of it"
        case .answerExpected(let time): "answer expected about \(time)"
        case .rated(let rating): "Rated \(rating.score) of 5\(rating.comment.isEmpty ? "" : ": \(rating.comment)")"
        case .messages(let count, let unread, let files):
            ([count == 1 ? "1 message" : "\(count) messages"] + (unread > 0 ? ["\(unread) unread"] : [])
                + (files > 0 ? [self[LinearPhrase.files(files)]] : [])).joined(separator: ", ")
        case .message(let number, let count): "Message \(number) of \(count)"
        case .noSuchMessage(let count): "The messages have the numbers 1 to \(count)."
        case .firstMessage: "That was the first message."
        case .lastMessage: "That was the last message."
        case .quote(let text): "Quote: \(text)\nEnd of quote."
        case .file(let number, let name, let bytes): "File \(number): \(name), \(size(bytes))"

        case .continueWriting(let count):
            "\(count == 1 ? "1 line is" : "\(count) lines are") there; what you write follows."
        case .howToWrite:
            "Write line by line. A line with only a dot ends the text; two dots stand for one."
        case .lineCut: "This line was perhaps too long for the terminal and cut. Read it: p, or write in the editor: o."
        case .dotPasted:
            "A line with only a dot came with other lines and is part of the text. Typed by itself, it ends the text."
        case .draftLength(let lines, let files):
            (lines == 1 ? "1 line" : "\(lines) lines") + (files > 0 ? ", \(self[LinearPhrase.files(files)])" : "") + "."
        case .noSuchLine(let count): count == 0 ? "There is no text yet." : "The lines have the numbers 1 to \(count)."
        case .lineDeleted(let line): "Taken out: \(line)"
        case .example(let text): "For example: \(text)"

        case .manyChoices(let count): "\(count) to choose from. Type a part of the name; Enter tells all."
        case .chooseNumber(let count): "Type a number from 1 to \(count)."
        case .folder(let path, let count): "Folder \(path), \(count == 1 ? "1 entry" : "\(count) entries")."
        case .folderEntry(let number, let name, let bytes):
            bytes.map { "\(number). \(name), \(size($0))" } ?? "\(number). Folder \(name)"
        case .askYesOrNo(let marked): "y yes or n no" + (marked.map { $0 ? ", Enter yes" : ", Enter no" } ?? "")
        case .askRating: "1 poor to 5 excellent, . leaves it out"

        case .ambiguous(let names): "Which one: \(names.joined(separator: ", "))?"
        case .unknownCommand: "There is no such command here. ? tells all."
        case .languageChosen: "Language: English."
        case .done: "Done."
        case .nothingNew: "Nothing new."
        case .everythingSent: "Everything is sent."
        case .connection(let text): "Connection: \(text)."
        case .findBot(let bot): "Open Telegram and search for @\(bot.username), or follow the link below."
        case .askForCode: "Type l here: it tells an address,"
        case .openAddress: "Open this address on the device that has Telegram:"
        case .helpNumbers: "A number of two digits or more, or № and a number: open that ticket"
        case .helpDot: "Enter alone: what is new"
        case .helpWords: "Instead of a letter you can type the name of the command or its beginning."

        case .promptHelp: "? help"
        case .promptMore(let count): "\(count) more lines: Enter, or a command: "
        case .promptFilter: "Words to find, Enter shows all, . back"
        case .promptNumber: "Number or name, . back"
        case .promptComment: "A word, if you like; Enter sends"
        case .promptFolder(let path): "Folder, Enter is \(path), . back"
        case .promptFile: "Path, part of a name or numbers; Enter lists, .. goes up, . back"
        case .promptField(let label, let isRequired, let value):
            value.isEmpty
                ? "\(label)\(isRequired ? ", required" : ", Enter skips it")"
                : "\(label), Enter keeps \(value), - empties it"
        case .promptSubject(let subject): subject.isEmpty ? "Subject" : "Subject, Enter is \(subject)"
        case .promptService: "Service: part of its name or number, . back"
        case .promptTopic: "Topic: part of its name or number, . back"
        case .promptAttachment(let others):
            "Number saves, \(others.map { "\($0) with a number" }.joined(separator: ", ")), . back"
        case .promptNumbered(let others):
            "\(others.map { "\($0) with a number" }.joined(separator: ", ")), Enter tells all, . back"
        case .promptWhy: "a few words of why, or Enter for none"
        case .promptShiftNote: "Number reads it, d with a number deletes it, . back"
        case .promptCannedReply: "Number or part of a name inserts it, e with a number edits it, d deletes it, . back"
        case .promptCannedText(let isChanged):
            isChanged
                ? "Another line, Enter alone goes on to the name, . back"
                : "A line of the new text, Enter alone keeps the old text, . back"
        case .promptCannedName(let name): "Name, Enter keeps \(name), . back"
        case .promptSeveralReply(let lines):
            lines == 0
                ? "A line of the answer, / takes a canned reply, . back"
                : "Another line, Enter alone sends, / takes a canned reply, . back"
        case .promptDraft: "Number continues it, d with a number deletes it, . back"
        case .promptChoice: "Number or part of a name, . back"
        case .numberOpens: "a number opens"
        case .dotBack: ". back"
        }
    }

    func linearEnglish(_ own: LinearOnlyCommand) -> [String] {
        switch own {
        case .read: ["Read out", "Read", "Print"]
        case .counts: ["Counts of the views", "Counts"]
        case .status: ["Connection", "Status", "News"]
        case .write: ["Write on", "Write", "Text"]
        case .deleteLine: ["Take out a line", "Delete line"]
        case .chooseService: ["Service"]
        case .chooseTopic: ["Topic"]
        case .fillFields: ["Fields"]
        case .writeSubject: ["Subject"]
        }
    }

    /// The name of an action where it does something else than on the screen.
    func linearEnglish(_ action: Action, in context: BindingContext) -> String? {
        switch (action, context) {
        case (.up, _): "Previous message"
        case (.down, _): "Next message"
        case (.first, .ticket): "Read everything"
        case (.last, .ticket): "Last message"
        case (.first, _): "First page"
        case (.last, _): "Last page"
        case (.pageDown, _): "More"
        case (.pageUp, _): "Previous page"
        // The others have the names of the screens.
        default: nil
        }
    }
}
