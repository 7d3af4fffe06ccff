import TerminalKit

extension BindingTable {
    /// The bindings that Cabdesk starts with.
    ///
    /// Every action of a text context has a function key beside its Ctrl- key, because some terminals do not send
    /// Ctrl- with a Cyrillic letter.
    public static let standard = BindingTable(
        list + ticket + writing + customerPage + overlays + [
            Binding(.everywhere, [.character("1"), .alt("1")], .showTickets),
            Binding(.everywhere, [.character("2"), .alt("2")], .showCreate),
            Binding(.everywhere, [.character("3"), .alt("3")], .showCustomerPage),
            Binding(.everywhere, [.tab], .nextTab),
            Binding(.everywhere, [.backTab], .previousTab),
            Binding(.everywhere, [.function(5)], .syncNow),
            Binding(.everywhere, [.control("l")], .repaint),
            Binding(.everywhere, [.function(6)], .switchLanguage),
            Binding(.everywhere, [.function(7)], .chooseTheme),
            Binding(.everywhere, [.alt("p")], .chooseProfile),
            Binding(.everywhere, [.alt("t")], .showTransfers),
            Binding(.everywhere, [.alt("s")], .showStatistics),
            Binding(.everywhere, [.control("z")], .suspend),
            Binding(.everywhere, [.control("p"), .function(9)], .palette, footer: true),
            // On the Cyrillic layouts the key of the question mark, without Shift and with it, writes . and ,
            Binding(.everywhere, [.function(1), .character("?"), .character(",")], .help, footer: true),
            Binding(.everywhere, [.control("q"), .function(10), .control("c")], .quit, footer: true),
        ])

    private static let list =
        [
            Binding(.ticketList, [.enter, .right, .character("l")], .open, footer: true),
            Binding(.ticketList, [.character("/"), .character(".")], .filter, footer: true),
            Binding(.ticketList, [.character("S"), .function(3)], .searchDesk, footer: true),
            Binding(.ticketList, [.character("v"), .character("]")], .nextView, footer: true),
            Binding(.ticketList, [.character("V"), .character("[")], .previousView),
            Binding(.ticketList, [.character("n")], .nextUnread, footer: true),
            Binding(.ticketList, [.character("u")], .markUnread),
            Binding(.ticketList, [.character("o")], .sort, footer: true),
            Binding(.ticketList, [.character("O")], .reverseSort),
            Binding(.ticketList, [.character("y")], .copyNumber),
            Binding(.ticketList, [.character("T")], .take),
            Binding(.ticketList, [.character("w")], .writeShiftNote),
            Binding(.ticketList, [.character("W")], .showShiftNotes),
            Binding(.ticketList, [.character("B")], .beginShift),
            Binding(.ticketList, [.character(" ")], .mark, footer: true),
            Binding(.ticketList, [.character("e")], .recall, footer: true),
            Binding(.ticketList, [.character("x")], .resolve),
            Binding(.ticketList, [.character("X")], .reopen),
            Binding(.ticketList, [.character("a")], .assign),
            Binding(.ticketList, [.character("m")], .move),
            Binding(.ticketList, [.character("P")], .prioritise),
            // All that are marked, or the selected one.
            Binding(.ticketList, [.character("r")], .reply),
            Binding(.ticketList, [.escape], .back),
            // Elsewhere the key goes one step back.
            Binding(.ticketList, [.character("q")], .quit),
        ] + moving(.ticketList) + [
            Binding(.filter, [.enter], .choose, footer: true),
            Binding(.filter, [.function(3)], .searchDesk, footer: true),
            Binding(.filter, [.escape], .back, footer: true),
            Binding(.filter, [.tab], .complete, footer: true),
            Binding(.filter, [.up], .up),
            Binding(.filter, [.down], .down),
            Binding(.filter, [.pageUp], .pageUp),
            Binding(.filter, [.pageDown], .pageDown),
        ]

    private static let ticket =
        [
            Binding(.ticket, [.character("r")], .reply, footer: true),
            // Unsent messages matter first, as long as there are any.
            Binding(.ticket, [.character("t")], .retry, footer: true),
            Binding(.ticket, [.character("d")], .discard, footer: true),
            Binding(.ticket, [.character("e")], .recall, footer: true),
            Binding(.ticket, [.character("x")], .resolve, footer: true),
            Binding(.ticket, [.character("o")], .reopen, footer: true),
            Binding(.ticket, [.character("s")], .files, footer: true),
            Binding(.ticket, [.character("n")], .nextUnread, footer: true),
            Binding(.ticket, [.character("u")], .markUnread),
            Binding(.ticket, [.character("z")], .toggleQuotes),
            Binding(.ticket, [.character("y")], .copyNumber),
            Binding(.ticket, [.character("w"), .character("*")], .rate),
            Binding(.ticket, [.character("i")], .writeNote),
            Binding(.ticket, [.character("a")], .assign),
            Binding(.ticket, [.character("T")], .take),
            Binding(.ticket, [.character("m")], .move),
            Binding(.ticket, [.character("P")], .prioritise),
            Binding(.ticket, [.character("M")], .merge),
            // From a ticket that was merged to the other one.
            Binding(.ticket, [.enter], .open),
            Binding(.ticket, [.escape, .left, .character("h"), .backspace, .character("q")], .back, footer: true),
        ] + moving(.ticket)

    private static let writing = [
        Binding(.reply, [.control("s"), .function(2)], .send, footer: true),
        Binding(.reply, [.control("t"), .function(4)], .attach, footer: true),
        Binding(.reply, [.control("r"), .function(8)], .removeFile, footer: true),
        Binding(.reply, [.control("o"), .function(3)], .editExternally, footer: true),
        Binding(.reply, [.alt("c")], .insertCannedReply, footer: true),
        Binding(.reply, [.alt("k")], .keepCannedReply),
        Binding(.reply, [.escape], .leaveText, footer: true),
        // Of the conversation above: the box has no pages.
        Binding(.reply, [.pageUp], .pageUp),
        Binding(.reply, [.pageDown], .pageDown),

        Binding(.createText, [.control("s"), .function(2)], .send, footer: true),
        Binding(.createText, [.control("t"), .function(4)], .attach, footer: true),
        Binding(.createText, [.control("r"), .function(8)], .removeFile, footer: true),
        Binding(.createText, [.tab], .nextField, footer: true),
        Binding(.createText, [.backTab], .previousField),
        Binding(.createText, [.control("o"), .function(3)], .editExternally, footer: true),
        Binding(.createText, [.control("g")], .openSimilar),
        Binding(.createText, [.escape], .leaveText, footer: true),

        Binding(.create, [.enter], .choose, footer: true),
        Binding(.create, [.control("s"), .function(2)], .send, footer: true),
        // A letter begins the text.
        Binding(.create, [.alt("d")], .showDrafts, footer: true),
        Binding(.create, [.alt("n")], .newDraft),
        Binding(.create, [.tab, .down], .nextField, footer: true),
        Binding(.create, [.backTab, .up], .previousField),
        Binding(.create, [.control("t"), .function(4)], .attach, footer: true),
        Binding(.create, [.control("r"), .function(8)], .removeFile),
        Binding(.create, [.control("g")], .openSimilar),
        Binding(.create, [.pageDown], .pageDown),
        Binding(.create, [.pageUp], .pageUp),
        Binding(.create, [.escape], .back),
    ]

    private static let customerPage =
        [
            Binding(.customerPage, [.character("l"), .enter], .linkChat, footer: true),
            Binding(.customerPage, [.character("y")], .copyLinkCommand, footer: true),
            Binding(.customerPage, [.character("Y")], .copyLinkAddress, footer: true),
            Binding(.customerPage, [.character("a")], .acceptClaim, footer: true),
            Binding(.customerPage, [.character("x")], .rejectClaim, footer: true),
            Binding(.customerPage, [.character("u")], .unlinkChat, footer: true),
            Binding(.customerPage, [.character("w")], .toggleAnswers),
            Binding(.customerPage, [.character("s")], .signOutDevice),
            Binding(.customerPage, [.character("b")], .toggleBell),
            Binding(.customerPage, [.character("n")], .toggleDesktopNotifications),
            Binding(.customerPage, [.character("t")], .toggleNotificationText),
            Binding(.customerPage, [.escape, .character("q")], .back),
        ] + moving(.customerPage)

    private static let overlays =
        [
            Binding(.help, [.escape, .function(1), .enter], .back, footer: true),
            Binding(.help, [.up], .up),
            Binding(.help, [.down], .down),
            Binding(.help, [.pageUp], .pageUp),
            Binding(.help, [.pageDown], .pageDown),
            Binding(.help, [.home], .first),
            Binding(.help, [.end], .last),

            Binding(.preview, [.escape, .enter, .left, .character("h"), .character("q")], .back, footer: true),
        ] + moving(.preview) + [
            Binding(.transfers, [.character("x"), .delete], .cancelTransfer, footer: true),
            Binding(.transfers, [.character("t"), .enter], .retryTransfer, footer: true),
            Binding(.transfers, [.escape, .left, .character("h"), .character("q")], .back, footer: true),
        ] + moving(.transfers) + [
            Binding(.choices, [.enter, .tab], .choose, footer: true),
            Binding(.choices, [.escape], .back, footer: true),
            Binding(.choices, [.up], .up),
            Binding(.choices, [.down], .down),
            Binding(.choices, [.pageUp], .pageUp),
            Binding(.choices, [.pageDown], .pageDown),
            Binding(.choices, [.control("d"), .function(8)], .removeDraft),
            Binding(.choices, [.alt("e"), .function(4)], .editCannedReply),

            Binding(.files, [.enter, .character("s")], .choose, footer: true),
            Binding(.files, [.character("o")], .openAttachment, footer: true),
            Binding(.files, [.character("p")], .previewAttachment, footer: true),
            Binding(.files, [.escape, .left, .character("h"), .character("q")], .back, footer: true),
        ] + moving(.files) + [
            Binding(.browser, [.enter], .choose, footer: true),
            Binding(.browser, [.insert, .control("t")], .mark, footer: true),
            Binding(.browser, [.control("x"), .function(3)], .toggleHidden, footer: true),
            Binding(.browser, [.left, .altBackspace], .parentFolder, footer: true),
            Binding(.browser, [.tab], .complete),
            Binding(.browser, [.up], .up),
            Binding(.browser, [.down], .down),
            Binding(.browser, [.pageUp], .pageUp),
            Binding(.browser, [.pageDown], .pageDown),
            Binding(.browser, [.home], .first),
            Binding(.browser, [.end], .last),
            Binding(.browser, [.escape], .back, footer: true),

            Binding(.path, [.enter], .choose, footer: true),
            Binding(.path, [.tab], .complete, footer: true),
            Binding(.path, [.escape], .back, footer: true),

            // The letters of the words in the reader's language belong to these two, too: `YesOrNo`.
            Binding(.confirm, [.character("y")], .yes, footer: true),
            Binding(.confirm, [.character("n"), .escape], .no, footer: true),
            Binding(.confirm, [.enter], .choose, footer: true),

            Binding(.rating, [.enter], .choose, footer: true),
            Binding(.rating, [.escape], .back, footer: true),

            Binding(.why, [.enter], .choose, footer: true),
            Binding(.why, [.escape], .back, footer: true),

            Binding(.shiftNote, [.control("s"), .function(2)], .send, footer: true),
            Binding(.shiftNote, [.escape], .back, footer: true),

            Binding(.cannedName, [.enter], .choose, footer: true),
            Binding(.cannedName, [.escape], .back, footer: true),

            Binding(.cannedText, [.control("s"), .function(2)], .send, footer: true),
            Binding(.cannedText, [.escape], .back, footer: true),

            Binding(.severalReply, [.control("s"), .function(2)], .send, footer: true),
            Binding(.severalReply, [.alt("c")], .insertCannedReply, footer: true),
            Binding(.severalReply, [.escape], .back, footer: true),
        ]

    private static func moving(_ context: BindingContext) -> [Binding] {
        [
            Binding(context, [.up, .character("k")], .up),
            Binding(context, [.down, .character("j")], .down),
            Binding(context, [.pageUp, .control("b")], .pageUp),
            // In the list the space bar marks.
            Binding(
                context, [.pageDown, .control("f")] + (context == .ticketList ? [] : [.character(" ")]), .pageDown),
            Binding(context, [.home, .character("g")], .first),
            Binding(context, [.end, .character("G")], .last),
        ]
    }
}
