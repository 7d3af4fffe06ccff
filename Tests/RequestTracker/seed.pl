# seed.pl ADDRESS FOLDER BULK QUEUES : fills an empty Request Tracker with what the tests use, and prints its description.
#
# Queues: Telephony, Billing and Other with the lifecycle "customers" and all custom fields; Stock as RT comes, without
# either, and with comments that the agent does not see; Hidden, which customers do not see. Users: a customer, a
# stranger (another customer), an agent, a customer with BULK tickets (fleet), and one with a large file (freight).
# With QUEUES the tickets of the fleet are spread over so many queues more.
use strict;
use warnings;
use utf8;
use JSON ();
use lib '/usr/share/request-tracker5/lib';
use RT;
RT->LoadConfig;
RT->Init;
require RT::Authen::Token;
require RT::AuthToken;
require MIME::Entity;

my ( $address, $folder, $bulk, $queues ) = @ARGV;
my $system = RT->SystemUser;

sub create {
    my ( $class, %values ) = @_;
    my $thing = $class->new($system);
    my ( $ok, $message ) = $thing->Create(%values);
    die "$class: $message" unless $ok;
    return $thing;
}

my %people = (
    customer => { Name => 'north-cabs', RealName => 'Нора Нільсен', Organization => 'North Cabs', Privileged => 0 },
    stranger => { Name => 'south-taxi', RealName => 'Sam Söder',    Organization => 'South Taxi', Privileged => 0 },
    fleet    => { Name => 'big-fleet',  RealName => 'Flo Fleet',    Organization => 'Big Fleet',  Privileged => 0 },
    freight  => { Name => 'air-freight', RealName => 'Fay Freight', Organization => 'Air Freight', Privileged => 0 },
    agent    => { Name => 'alex',       RealName => 'Alex Agent',   Organization => 'Desk',       Privileged => 1 },
);
my ( %user, %account );
for my $key ( sort keys %people ) {
    my $password = "secret of $key";
    my $user = create( 'RT::User', %{ $people{$key} }, EmailAddress => "$people{$key}{Name}\@desk.test", Password => $password );
    my ( $ok, $message, $token ) = RT::AuthToken->new($system)->Create( Owner => $user->Id, Description => 'tests' );
    die "token: $message" unless $ok;
    $user{$key} = $user;
    $account{$key} = { id => $user->Id + 0, name => $user->Name, password => $password, token => $token };
}
my $agents = RT::Group->new($system);
$agents->CreateUserDefinedGroup( Name => 'Agents' );
$agents->AddMember( $user{agent}->PrincipalId );

my %queue;
my @more = map { sprintf 'Branch %02d', $_ } 1 .. $queues // 0;
my @spread = @more ? @more : qw(Telephony Billing Other);
for my $name ( qw(Telephony Billing Other Stock Hidden), @more ) {
    $queue{$name} = create( 'RT::Queue', Name => $name, Description => "About $name",
        Lifecycle => $name eq 'Stock' ? 'default' : 'customers' );
}
for my $field (
    [ 'Recommendation', 'RT::Queue',                            'Text' ],
    [ 'ClientRef',      'RT::Queue-RT::Ticket',                 'Freeform' ],
    [ 'ClientMsgRef',   'RT::Queue-RT::Ticket-RT::Transaction', 'Freeform' ],
) {
    my $custom = create( 'RT::CustomField', Name => $field->[0], LookupType => $field->[1], Type => $field->[2], MaxValues => 1 );
    if ( $field->[0] eq 'Recommendation' ) {
        $custom->AddToObject( RT::Queue->new($system) );
        $queue{Telephony}->AddCustomFieldValue( Field => $custom->Id, Value => 'Restart the softphone once.' );
    }
    else { $custom->AddToObject( $queue{$_} ) for qw(Telephony Billing Other), @more }
}

sub grant {
    my ( $principal, $object, @rights ) = @_;
    for my $right (@rights) {
        my ( $ok, $message ) = $principal->GrantRight( Right => $right, Object => $object );
        die "$right: $message" unless $ok;
    }
}
my $customers = RT::Group->new($system);
$customers->LoadSystemInternalGroup('Unprivileged');
grant( $customers->PrincipalObj, RT->System, 'ModifySelf' );
for my $name ( keys %queue ) {
    my $queue = $queue{$name};
    my @own = $name eq 'Stock' ? () : qw(CloseOwnTicket ReopenOwnTicket);
    grant( $agents->PrincipalObj, $queue, qw(SeeQueue ShowTicket CreateTicket ReplyToTicket
        CommentOnTicket ModifyTicket OwnTicket SeeCustomField ModifyCustomField DeleteTicket),
        $name eq 'Stock' ? () : qw(ShowTicketComments CloseOwnTicket ReopenOwnTicket) );
    next if $name eq 'Hidden';
    grant( $customers->PrincipalObj, $queue, qw(SeeQueue CreateTicket SeeCustomField SetInitialCustomField) );
    grant( $queue->RoleGroup('Requestor')->PrincipalObj, $queue, qw(ShowTicket ReplyToTicket ModifyCustomField), @own );
    grant( $queue->RoleGroup('Cc')->PrincipalObj, $queue, qw(ShowTicket ReplyToTicket) );
}

sub message {
    my ( $text, %more ) = @_;
    return MIME::Entity->build( Type => 'text/plain', Charset => 'UTF-8', Data => [ Encode::encode( 'UTF-8', $text ) ], %more );
}
sub ticket {
    my ( $who, $queue, $subject, $text ) = @_;
    my $ticket = RT::Ticket->new( RT::CurrentUser->new( $user{$who}->Id ) );
    my ( $id, undef, $problem ) = $ticket->Create( Queue => $queue{$queue}->Id, Subject => $subject,
        Requestor => [ $user{$who}->EmailAddress ], MIMEObj => message($text) );
    die "$subject: $problem" unless $id;
    return $id;
}
sub as_agent {
    my $ticket = RT::Ticket->new( RT::CurrentUser->new( $user{agent}->Id ) );
    $ticket->Load(shift);
    return $ticket;
}
my %ticket = ( talk => ticket( 'customer', 'Telephony', 'No sound on line 2', "Since 8:00 nothing is heard.\nЄЇґ 😀" ) );
as_agent( $ticket{talk} )->Comment( MIMEObj => message('INTERNAL: the trunk is over its limit') );
as_agent( $ticket{talk} )->Correspond( MIMEObj => message('We raised the limit of your trunk.') );

$ticket{files} = ticket( 'customer', 'Billing', 'Invoice 1007', 'Which tariff is this?' );
my $answer = message('The files explain it.');
$answer->attach( Type => 'application/octet-stream', Filename => 'every byte.bin', Encoding => 'base64',
    Data => join '', map { chr } 0 .. 255 );
$answer->attach( Type => 'text/plain; charset=windows-1251', Filename => 'old.txt',
    Encoding => 'base64', Data => "\xcf\xf0\xe8\xe2\xb3\xf2" );
as_agent( $ticket{files} )->Correspond( MIMEObj => $answer );

$ticket{html} = ticket( 'customer', 'Other', 'In HTML', 'Please answer in HTML.' );
as_agent( $ticket{html} )->Correspond( MIMEObj => MIME::Entity->build( Type => 'text/html', Charset => 'UTF-8',
    Data => [ Encode::encode( 'UTF-8', '<style>p{}</style><p>Вітаю,</p><ul><li>перше</li><li>друге</li></ul>'
        . '<p>Див. <a href="https://desk.test/x">сторінку</a></p><script>alert(1)</script>' ) ] ) );

# As mails are: HTML whose plain text is empty, with the footer of a mailing list; several long texts.
sub part {
    my ( $type, $text ) = @_;
    return MIME::Entity->build( Top => 0, Type => $type, Charset => 'UTF-8', Encoding => 'base64', Disposition => 'inline',
        Data => [ Encode::encode( 'UTF-8', $text ) ] );
}
sub mailed {
    my ( $subject, @parts ) = @_;
    my $mail = MIME::Entity->build( Type => 'multipart/mixed', Subject => Encode::encode( 'UTF-8', $subject ) );
    $mail->add_part($_) for @parts;
    my $ticket = RT::Ticket->new( RT::CurrentUser->new( $user{customer}->Id ) );
    my ( $id, undef, $problem ) = $ticket->Create( Queue => $queue{Other}->Id, Subject => $subject,
        Requestor => [ $user{customer}->EmailAddress ], MIMEObj => $mail );
    die "$subject: $problem" unless $id;
    return $id;
}
my $both = MIME::Entity->build( Top => 0, Type => 'multipart/alternative' );
$both->add_part( part( 'text/plain', "\n" ) );
$both->add_part( part( 'text/html', '<html><body><p>Тіло листа в HTML</p></body></html>' ) );
$ticket{footer} = mailed( 'With a footer', $both, part( 'text/plain', "_____\nMailing list footer\n" ) );
my $line = "Рядок звичайного тексту з журналу, який хтось надіслав цілком.\n";
$ticket{long} = mailed( 'Five long texts', map { part( 'text/plain', $line x 8_000 ) } 1 .. 5 );

$ticket{copied} = ticket( 'customer', 'Other', 'With a colleague', 'My colleague gets copies.' );
{
    my $ticket = RT::Ticket->new($system);
    $ticket->Load( $ticket{copied} );
    my ( $ok, $problem ) = $ticket->AddWatcher( Type => 'Cc', PrincipalId => $user{freight}->PrincipalId );
    die "copies: $problem" unless $ok;
    my $own = RT::Ticket->new( RT::CurrentUser->new( $user{freight}->Id ) );
    $own->Load( $ticket{copied} );
    ( $ok, $problem ) = $own->Correspond( MIMEObj => message('I am the colleague.') );
    die "copies: $problem" unless $ok;
}

$ticket{stranger} = ticket( 'stranger', 'Telephony', 'Of somebody else', 'Not for North Cabs.' );

{
    # Mail to everybody is what makes writing slow, and nobody reads it.
    require RT::Scrips;
    no warnings qw(redefine once);
    local *RT::Scrips::Prepare = sub { 1 };
    local *RT::Scrips::Commit  = sub { 1 };
    $RT::Handle->BeginTransaction;
    # More hidden rows than a page has, between two that are not.
    $ticket{noted} = ticket( 'customer', 'Stock', 'Long discussed', 'What do you think?' );
    my $noted = RT::Ticket->new($system);
    $noted->Load( $ticket{noted} );
    $noted->Comment( MIMEObj => message("INTERNAL: note $_") ) for 1 .. 110;
    as_agent( $ticket{noted} )->Correspond( MIMEObj => message('We thought about it.') );
    ticket( 'fleet', $spread[ $_ % @spread ], "Ticket $_", "The text of ticket $_.\n" x 5 ) for 1 .. $bulk;
    # As at a desk that has worked for long: not everything changed within the last minute.
    $RT::Handle->SimpleQuery("UPDATE Tickets SET LastUpdated = datetime(LastUpdated, '-' || id || ' minutes') WHERE id > $ticket{noted}");
    $RT::Handle->Commit;
}

open my $secret, '<', "$folder/data/root-password" or die $!;
print JSON->new->utf8->canonical->pretty->encode( {
    base_url => $address, folder => $folder, ca_file => "$folder/tls/ca.pem", other_ca_file => "$folder/tls/other.pem",
    users => \%account, root => { name => 'root', password => scalar <$secret> },
    queues => { map { $_ => $queue{$_}->Id + 0 } keys %queue }, tickets => \%ticket,
} );
