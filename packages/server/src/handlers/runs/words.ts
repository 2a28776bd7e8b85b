/** First words of random run names; no word is longer than 7 letters, so that a name has at most 20 characters. */
export const ADJECTIVES: readonly string[] = (
  "agile amber ample apt azure balmy bold brave breezy bright brisk calm candid casual clean clever cosmic cozy crisp " +
  "curious dapper daring deep deft eager early easy elated fair famous fancy fast fine fluent fond frank free fresh " +
  "gentle giddy glad golden grand great happy hardy honest humble ideal jade jolly jovial keen kind large lively loyal " +
  "lucid lucky lunar mellow merry mighty mild mindful modest neat nimble noble novel patient placid plucky polite prime " +
  "proud quick quiet rapid rare ready regal robust rosy royal rustic serene sharp shiny silent silver simple sleek smart " +
  "smooth snug solar solid sonic spry stable steady stellar sturdy sunny sure swift tame tender tidy true upbeat " +
  "useful valiant vast vivid warm wise witty young zany zesty"
).split(" ");

/** Second words of random run names. */
export const NOUNS: readonly string[] = (
  "acorn alder alpaca aspen auk badger bay beacon beaver beech birch bison bonsai breeze brook canyon cedar cheetah clover " +
  "comet condor coral cove crane creek cricket crow cypress daisy delta dingo dolphin dove dune eagle egret elk ember falcon " +
  "fern ferret finch fjord flint forest fox gannet gecko geyser gibbon glacier gull harbor hare hawk hazel heron hill ibex " +
  "ibis iris island ivy jackal jaguar jay juniper kestrel koala lagoon lake larch lark lemur lichen lily llama lotus lynx " +
  "magpie mango maple marlin marmot marsh marten meadow merlin mesa mink mole moose moss newt oak oasis ocelot olive orca " +
  "orchid osprey otter owl panda parrot pearl pelican petrel pine plover pond poplar poppy puffin puma quail quartz rabbit " +
  "raven reef ridge river robin rook sable salmon seal sequoia shrew skylark sparrow spruce squid stork stream swallow swan " +
  "tapir tern thrush tiger tulip tundra turtle valley vole walnut walrus weasel whale willow wolf wombat wren yak zebra"
).split(" ");
